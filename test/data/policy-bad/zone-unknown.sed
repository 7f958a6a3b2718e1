s/^timezone: .*/timezone: America\/Los_Angelos/
