s/{column: organization, label: from}/{label: from}/
