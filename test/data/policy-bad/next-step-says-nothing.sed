s/- {id: survivor, when: {is: survivor}, says: Give the hotline's number by the safest way}/- {id: survivor, when: {is: survivor}}/
