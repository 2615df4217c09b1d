extension Problem {
    /// The stable name of a refusal; part of the public contract, as is its status.
    package enum Code: String, CaseIterable, Sendable {
        case malformedBody = "malformed_body"
        case unknownField = "unknown_field"
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

        case notFound = "not_found"
        case methodNotAllowed = "method_not_allowed"
        case originRefused = "origin_refused"
        case formExpired = "form_expired"
        case visitorRequired = "visitor_required"

        case noConsent = "no_consent"
        case objected = "objected"
        case restricted = "restricted"
        case underAge = "under_age"
        case purposeForbidden = "purpose_forbidden"
        case notInPolicyVersion = "not_in_policy_version"
        case erased = "erased"

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
        case .malformedBody, .unknownField, .malformedParameter, .idempotencyKeyMalformed: 400
        case .noConsent, .objected, .underAge, .purposeForbidden, .notInPolicyVersion, .originRefused,
            .formExpired:
            403
        case .notFound, .modelUnknown, .modelRetired, .erased: 404
        case .methodNotAllowed: 405
        case .bodyTooSlow: 408
        case .bodyTooLarge: 413
        case .unsupportedMediaType: 415
        case .restricted: 423
        case .insufficientCredits: 402
        case .visitorRequired: 401
        case .quotaExceeded, .tooManyJobs: 429
        case .engineFailed, .imageDamaged, .internalError: 500
        case .shuttingDown, .jobExpired: 503
        case .storageFull: 507
        case .missingField, .wrongFieldType, .promptEmpty, .promptTooLong, .promptControlCharacters,
            .sizeMalformed, .sizeOutOfBounds, .sizeAndRatio, .sizeUnsupported, .aspectRatioUnknown,
            .resolutionUnknown, .countOutOfBounds, .seedOutOfBounds, .taskUnsupported, .styleUnknown,
            .idempotencyKeyReused:
            422
        }
    }
}
