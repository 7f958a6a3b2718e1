case
	when role = 'survivor' or own_case = 'yes' then 'redirect'
	when ethics_flag = 'review' or role = 'other' then 'review'
	when assistance = 'document-review' and document = 'other-immigration'
		then 'review'
	when assistance = 'document-review'
		and document = 'initial-t-visa-declaration' then 'redirect'
	when ta_valid = 'no' then 'hold'
	when assistance in ('document-review', 'case-consultation',
		'general-information') then 'accept'
	else 'review' end as ta_outcome,
case
	when role = 'survivor' or own_case = 'yes' then 'hotline'
	when ethics_flag = 'review' then 'ethics-review'
	when role = 'other' then 'eligibility-review'
	when assistance = 'document-review' and document = 'other-immigration'
		then 'scope-review'
	when assistance = 'document-review'
		and document = 'initial-t-visa-declaration'
		then 'declaration-workshop'
	when ta_valid = 'no' then 'awaiting-requester'
	when assistance = 'document-review'
		and document = 'other-document-review'
		and attachments = 'emp-worksheet' then 'emp-review'
	when assistance in ('document-review', 'case-consultation',
		'general-information') then assistance
	else 'scope-review' end as ta_queue
