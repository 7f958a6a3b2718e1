s/^  nobody: nobody yet$/  noboddy: nobody yet/
