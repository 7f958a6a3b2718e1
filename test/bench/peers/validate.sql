iif(received <> '' and instr(email, '@') > 0 and role in ('attorney',
	'doj-accredited-representative', 'legal-assistant', 'paralegal',
	'legal-intern', 'law-graduate', 'law-student',
	'social-service-provider', 'case-manager', 'law-enforcement',
	'program-manager', 'other-professional', 'survivor', 'other')
	and assistance <> '' and (role not in ('legal-assistant', 'paralegal',
	'legal-intern', 'law-graduate', 'law-student')
	or instr(supervisor_email, '@') > 0), 'yes', 'no') as ta_valid,
substr(iif(received = '', ';received-missing', '') ||
	case
	when email = '' then ';email-missing'
	when instr(email, '@') = 0 then ';email-invalid'
	else '' end ||
	case
	when role = '' then ';role-missing'
	when role in ('attorney', 'doj-accredited-representative',
		'legal-assistant', 'paralegal', 'legal-intern', 'law-graduate',
		'law-student', 'social-service-provider', 'case-manager',
		'law-enforcement', 'program-manager', 'other-professional',
		'survivor', 'other') then ''
	else ';role-invalid' end ||
	iif(assistance = '', ';assistance-missing', '') ||
	case
	when role not in ('legal-assistant', 'paralegal', 'legal-intern',
		'law-graduate', 'law-student') then ''
	when supervisor_email = '' then ';supervisor-missing'
	when instr(supervisor_email, '@') = 0 then ';supervisor-email-malformed'
	else '' end, 2) as ta_findings
