s/^  then:$/  later:/
