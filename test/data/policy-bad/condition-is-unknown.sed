/^routes/,$s/is: survivor/is: survivors/
