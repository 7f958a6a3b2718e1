s/supervisor_role: attorney}, {}\]/supervisor_role: attorny}, {}]/
