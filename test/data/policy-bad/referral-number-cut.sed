/^  hotline:/{N;N;s/.*/  hotline: {says: Call the hotline, 1-888-539-2373}/}
