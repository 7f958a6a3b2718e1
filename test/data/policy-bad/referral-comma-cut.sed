/^  hotline:/{N;N;s/.*/  hotline: {says: Call the hotline, day or night, phone: 1-888-539-2373}/}
