extension Problem {
    /// The stable name of a refusal; part of the public contract, as is its status.
    package enum Code: String, CaseIterable, Sendable {
        case malformedBody = "malformed_body"
        case unknownField = "unknown_field"
        case repeatedField = "repeated_field"
        case missingField = "missing_field"
        case wrongFieldType = "wrong_field_type"
        case malformedParameter = "malformed_parameter"
        case unsupportedMediaType = "unsupported_media_type"
        case bodyTooLarge = "body_too_large"
        case bodyTooSlow = "body_too_slow"

        case promptEmpty = "prompt_empty"
        case promptTooLong = "prompt_too_long"
        case promptControlCharacters = "prompt_control_characters"
        case sizeMalformed = "size_malformed"
        case sizeOutOfBounds = "size_out_of_bounds"
        case sizeAndRatio = "size_and_ratio"
        case sizeUnsupported = "size_unsupported"
        case aspectRatioUnknown = "aspect_ratio_unknown"
        case resolutionUnknown = "resolution_unknown"
        case countOutOfBounds = "count_out_of_bounds"
        case seedOutOfBounds = "seed_out_of_bounds"
        case taskUnsupported = "task_unsupported"
        case styleUnknown = "style_unknown"
        case modelUnknown = "model_unknown"
        case modelRetired = "model_retired"

        case idempotencyKeyReused = "idempotency_key_reused"
        case idempotencyKeyMalformed = "idempotency_key_malformed"
        case insufficientCredits = "insufficient_credits"
        case quotaExceeded = "quota-exceeded"
        case tooManyJobs = "too_many_jobs"

        case passwordTooShort = "password_too_short"
        case passwordTooLong = "password_too_long"
        case passwordTooCommon = "password_too_common"
        case passwordObvious = "password_obvious"
        case passkeyRefused = "passkey_refused"
        case tooBusy = "too_busy"

        case notFound = "not_found"
        case methodNotAllowed = "method_not_allowed"
        case originRefused = "origin_refused"
        case tlsRequired = "tls_required"
        case formExpired = "form_expired"
        case visitorRequired = "visitor_required"
        case signInRequired = "sign_in_required"

        case birthMonthMalformed = "birth_month_malformed"
        case countryUnknown = "country_unknown"
        case ageBlocked = "age_blocked"
        case ageTicketInvalid = "age_ticket_invalid"
        case emailMalformed = "email_malformed"
        case nameMalformed = "name_malformed"
        case languageUnknown = "language_unknown"
        case termsRequired = "terms_required"
        case credentialsWrong = "credentials_wrong"
        case linkExpired = "link_expired"
        case emailUnchanged = "email_unchanged"
        case nothingToBring = "nothing_to_bring"
        case reauthenticate = "reauthenticate"
        case secondFactorNeeded = "second_factor_needed"
        case secondFactorWrong = "second_factor_wrong"
        case secondStepOver = "second_step_over"
        case tooManyPasskeys = "too_many_passkeys"

        /// A rule of the operator's refuses the words.
        case promptRefused = "prompt_refused"
        /// The classifier refuses the picture.
        case imageRefused = "image_refused"
        /// Staff have hidden the picture.
        case imageWithheld = "image_withheld"
        case accountSuspended = "account_suspended"
        case categoryUnknown = "category_unknown"
        case textMalformed = "text_malformed"
        case appealMade = "appeal_made"
        case appealPromptDiffers = "appeal_prompt_differs"
        case caseDecided = "case_decided"
        case verdictUnsuitable = "verdict_unsuitable"
        case otherDeciderRequired = "other_decider_required"
        /// Staff without a second factor in their session.
        case staffSecondFactor = "staff_second_factor"
        case rightMissing = "right_missing"
        case reasonRequired = "reason_required"
        /// No account has exactly the address that staff looked for.
        case accountUnknown = "account_unknown"
        case roleUnknown = "role_unknown"
        case lastOwner = "last_owner"

        case noConsent = "no_consent"
        case objected = "objected"
        case restricted = "restricted"
        /// Frozen until somebody has checked whether it is a child's.
        case accountRestricted = "account_restricted"
        case underAge = "under_age"
        case purposeForbidden = "purpose_forbidden"
        case notInPolicyVersion = "not_in_policy_version"
        case erased = "erased"
        case exportNotReady = "export_not_ready"
        case exportTaken = "export_taken"
        case exportExpired = "export_expired"
        case exportFailed = "export_failed"
        case archiveRefused = "archive_refused"
        case importRunning = "import_running"
        case imageUnreadable = "image_unreadable"

        case egressDenied = "egress_denied"
        case transferDenied = "transfer_denied"
        case contractExpired = "contract_expired"
        case addressRefused = "address_refused"
        case outsideFailed = "outside_failed"
        case openIDFailed = "openid_failed"
        case openIDNoAddress = "openid_no_address"
        case openIDKnownAddress = "openid_known_address"
        case openIDTaken = "openid_taken"
        case lastWayIn = "last_way_in"
        case lastSecondFactor = "last_second_factor"

        case engineFailed = "engine_failed"
        case imageDamaged = "image_damaged"
        case jobExpired = "job_expired"
        case storageFull = "storage_full"
        case shuttingDown = "shutting_down"
        case internalError = "internal_error"
    }
}

extension Problem.Code {
    /// The HTTP status (RFC 9110, section 15).
    package var status: Int {
        switch self {
        case .malformedBody, .unknownField, .repeatedField, .malformedParameter, .idempotencyKeyMalformed,
            .ageTicketInvalid:
            400
        case .noConsent, .objected, .underAge, .purposeForbidden, .notInPolicyVersion, .originRefused,
            .tlsRequired, .formExpired, .ageBlocked, .openIDFailed, .openIDNoAddress, .staffSecondFactor,
            .rightMissing, .reasonRequired:
            403
        case .accountSuspended, .otherDeciderRequired: 403
        case .promptRefused, .imageRefused, .categoryUnknown, .textMalformed, .appealPromptDiffers,
            .verdictUnsuitable:
            422
        case .imageWithheld: 451
        case .lastOwner, .openIDKnownAddress, .openIDTaken, .lastWayIn, .lastSecondFactor, .appealMade,
            .caseDecided:
            409
        case .notFound, .nothingToBring, .modelUnknown, .modelRetired, .erased, .accountUnknown: 404
        case .methodNotAllowed: 405
        case .bodyTooSlow: 408
        case .bodyTooLarge: 413
        case .unsupportedMediaType: 415
        case .restricted, .accountRestricted: 423
        case .insufficientCredits: 402
        case .visitorRequired, .signInRequired, .credentialsWrong, .reauthenticate, .secondFactorNeeded,
            .secondFactorWrong, .secondStepOver:
            401
        case .exportNotReady, .importRunning: 409
        case .linkExpired, .exportTaken, .exportExpired, .exportFailed: 410
        case .archiveRefused, .imageUnreadable: 422
        case .quotaExceeded, .tooManyJobs: 429
        case .engineFailed, .imageDamaged, .internalError: 500
        case .outsideFailed: 502
        case .shuttingDown, .jobExpired, .tooBusy, .egressDenied, .transferDenied, .contractExpired: 503
        case .storageFull: 507
        case .missingField, .wrongFieldType, .promptEmpty, .promptTooLong, .promptControlCharacters,
            .sizeMalformed, .sizeOutOfBounds, .sizeAndRatio, .sizeUnsupported, .aspectRatioUnknown,
            .resolutionUnknown, .countOutOfBounds, .seedOutOfBounds, .taskUnsupported, .styleUnknown,
            .idempotencyKeyReused, .birthMonthMalformed, .countryUnknown, .emailMalformed, .emailUnchanged,
            .nameMalformed,
            .languageUnknown, .termsRequired, .passwordTooShort, .passwordTooLong, .passwordTooCommon,
            .passwordObvious, .passkeyRefused, .addressRefused, .tooManyPasskeys, .roleUnknown:
            422
        }
    }
}
