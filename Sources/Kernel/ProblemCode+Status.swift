extension Problem.Code {
    /// The HTTP status (RFC 9110, section 15).
    package var status: Int {
        switch self {
        case .malformedBody, .unknownField, .repeatedField, .malformedParameter, .idempotencyKeyMalformed,
            .ageTicketInvalid:
            400
        case .noConsent, .objected, .gpcOptOut, .underAge, .purposeForbidden, .notInPolicyVersion,
            .originRefused,
            .tlsRequired, .formExpired, .ageBlocked, .openIDFailed, .openIDNoAddress, .staffSecondFactor,
            .rightMissing, .reasonRequired:
            403
        case .accountSuspended, .otherDeciderRequired, .secondApproverRequired: 403
        case .engineRefusedInput, .engineRefusedOutput, .engineRefusedRequest: 422
        case .promptRefused, .imageRefused, .categoryUnknown, .textMalformed, .appealPromptDiffers,
            .verdictUnsuitable:
            422
        case .imageWithheld: 451
        case .requestClosed, .requestCodesUsedUp, .extensionLate, .jobCanceled: 409
        case .requestKindUnknown, .requestNeedsWords, .regionUnknown, .requestCodeWrong,
            .requestActionUnsuitable:
            422
        case .lastOwner, .openIDKnownAddress, .openIDTaken, .lastWayIn, .lastSecondFactor, .appealMade,
            .caseDecided, .held, .erasureBegun, .restrictionKept:
            409
        case .notFound, .noScene, .nothingToBring, .modelUnknown, .modelOff, .modelRetired, .erased,
            .accountUnknown:
            404
        case .methodNotAllowed: 405
        case .bodyTooSlow: 408
        case .bodyTooLarge, .fileTooLarge: 413
        case .unsupportedMediaType, .imageUnsupported: 415
        case .restricted, .accountRestricted: 423
        case .insufficientCredits: 402
        case .apiKeyInvalid, .apiKeyExpired, .apiKeyRevoked: 401
        case .scopeMissing, .keyRefused, .keyOriginRefused: 403
        case .tooManyKeys, .originMalformed, .webhookAddressMalformed, .tooManyWebhooks: 422
        case .keyBudgetExceeded: 429
        case .visitorRequired, .signInRequired, .credentialsWrong, .reauthenticate, .secondFactorNeeded,
            .secondFactorWrong, .secondStepOver:
            401
        case .exportNotReady, .exportSending, .importRunning, .batchRunning, .webhookOff, .keyChanged: 409
        case .inputGone, .linkExpired, .shareOver, .exportTaken, .exportExpired, .exportFailed, .arrivalOver:
            410
        case .archiveRefused, .imageUnreadable, .imageTooLarge, .fileMissing, .tooManyFiles, .libraryFull,
            .selectionEmpty:
            422
        case .templateMalformed, .templateTooManyVariables, .templateNameReserved, .valueMissing,
            .tableMalformed, .tableTooLarge, .tableNotText, .columnUnknown, .columnRepeated,
            .rowLengthDiffers, .listNeedsOneVariable, .batchEmpty, .batchTooLong, .negativeUnsupported:
            422
        case .quotaExceeded, .tooManyJobs, .tooManyBatches: 429
        case .engineFailed, .imageDamaged, .internalError: 500
        case .outsideFailed, .outcomeUnknown: 502
        case .engineUnavailable, .shuttingDown, .jobExpired, .tooBusy, .egressDenied, .transferDenied,
            .contractExpired, .restoring:
            503
        case .storageFull: 507
        case .valueOutOfRange, .valueUnknown, .lengthOutOfRange, .oneFieldOf, .colourMalformed,
            .controlCharacters, .fontUnknown, .textDoesNotFit:
            422
        case .missingField, .wrongFieldType, .promptEmpty, .promptTooLong, .promptControlCharacters,
            .sizeMalformed, .sizeOutOfBounds, .sizeAndRatio, .sizeUnsupported, .enlargedTooLarge,
            .aspectRatioUnknown,
            .resolutionUnknown, .countOutOfBounds, .seedOutOfBounds, .taskUnsupported, .styleUnknown,
            .fieldNotOfTask, .notForModel, .inputUnused, .tooManyPixels,
            .unknownEvent,
            .idempotencyKeyReused, .birthMonthMalformed, .countryUnknown, .emailMalformed, .emailUnchanged,
            .nameMalformed,
            .languageUnknown, .termsRequired, .passwordTooShort, .passwordTooLong, .passwordTooCommon,
            .passwordObvious, .passkeyRefused, .addressRefused, .tooManyPasskeys, .roleUnknown,
            .purposeUnknown, .reviewDateMalformed, .transferAddressMalformed,
            .tooManyLayers, .tooManyImages, .tooFewImages, .layerRepeated, .layerOutside, .layerTooLarge,
            .layerImageMissing:
            422
        case .editToolUnknown, .editTooManySteps, .editSizeOutOfBounds, .editImageMissing, .editOutside,
            .maskEmpty, .maskMissing, .maskCoversAll, .maskSizeDiffers,
            .subjectNotFound, .instructionNotUnderstood, .changeNotUnderstood, .drawingUnknown,
            .sceneNotDrawable, .sizeUnlikeScene:
            422
        }
    }
}
