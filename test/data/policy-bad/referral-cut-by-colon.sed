/^  hotline:$/,/phone/c\  hotline: {says: Call now: 1-888-539-2373}
