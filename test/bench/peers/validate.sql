case
	when received <> '' and instr(email, '@') > 0 and role in ('attorney',
		'doj-accredited-representative', 'legal-assistant', 'paralegal',
		'legal-intern', 'law-graduate', 'law-student',
		'social-service-provider', 'case-manager', 'law-enforcement',
		'program-manager', 'other-professional', 'survivor', 'other')
		and assistance <> '' and (role not in ('legal-assistant',
		'paralegal', 'legal-intern', 'law-graduate', 'law-student')
		or instr(supervisor_email, '@') > 0) then 'yes'
	else 'no' end as ta_valid,
substr(case when received = '' then ';received-missing' else '' end ||
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
	case when assistance = '' then ';assistance-missing' else '' end ||
	case
	when role not in ('legal-assistant', 'paralegal', 'legal-intern',
		'law-graduate', 'law-student') then ''
	when supervisor_email = '' then ';supervisor-missing'
	when instr(supervisor_email, '@') = 0 then ';supervisor-email-malformed'
	else '' end, 2) as ta_findings
