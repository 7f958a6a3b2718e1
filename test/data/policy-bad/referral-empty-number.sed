s/^    phone: 1-888-539-2373/    phone:/
