s/take: \[ovc_grantee, courses_passed, courses_taken\], verified: yes/take: [ovc_grantee, role], verified: yes/
