/^  hotline:$/,/phone/c\  hotline: {says: Call the hotline, phone 1-888-539-2373}
