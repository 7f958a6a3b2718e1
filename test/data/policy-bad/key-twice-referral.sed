s/^  emp-model:/  hotline:/
