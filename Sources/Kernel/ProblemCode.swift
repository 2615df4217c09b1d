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

        /// A number outside of what its member takes.
        case valueOutOfRange = "value_out_of_range"
        /// A word that is none of those its member takes.
        case valueUnknown = "value_unknown"
        case lengthOutOfRange = "length_out_of_range"
        /// Several members that exclude each other, or none of them.
        case oneFieldOf = "one_field_of"
        case colourMalformed = "colour_malformed"
        case controlCharacters = "control_characters"
        case fontUnknown = "font_unknown"
        case textDoesNotFit = "text_does_not_fit"

        case promptEmpty = "prompt_empty"
        case promptTooLong = "prompt_too_long"
        case promptControlCharacters = "prompt_control_characters"
        case sizeMalformed = "size_malformed"
        case sizeOutOfBounds = "size_out_of_bounds"
        case sizeAndRatio = "size_and_ratio"
        case sizeUnsupported = "size_unsupported"
        case enlargedTooLarge = "enlarged_too_large"
        case aspectRatioUnknown = "aspect_ratio_unknown"
        case resolutionUnknown = "resolution_unknown"
        case countOutOfBounds = "count_out_of_bounds"
        case seedOutOfBounds = "seed_out_of_bounds"
        case taskUnsupported = "task_unsupported"
        /// The body has a member of another task.
        case fieldNotOfTask = "field_not_of_task"
        /// An order came with a picture or a mask that none of its steps uses.
        case inputUnused = "input_unused"
        /// Pictures of an order that together would not fit into memory.
        case tooManyPixels = "too_many_pixels"
        /// A picture that a job works on was deleted before it ran.
        case inputGone = "input_gone"
        case styleUnknown = "style_unknown"
        case unknownEvent = "unknown_event"
        case modelUnknown = "model_unknown"
        /// The registry knows the model, and nobody has set its engine up here.
        case modelOff = "model_off"
        /// A member that the order's model does nothing with.
        case notForModel = "not_for_model"
        case modelRetired = "model_retired"

        case tooManyLayers = "too_many_layers"
        case tooManyImages = "too_many_images"
        /// The order's model cannot do without more pictures.
        case tooFewImages = "too_few_images"
        case layerRepeated = "layer_repeated"
        case layerOutside = "layer_outside"
        case layerTooLarge = "layer_too_large"
        /// A document names it, but it was deleted or never there.
        case layerImageMissing = "layer_image_missing"

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

        /// No key, a mistyped one, or one of another installation.
        case apiKeyInvalid = "api_key_invalid"
        case apiKeyExpired = "api_key_expired"
        case apiKeyRevoked = "api_key_revoked"
        /// The key lacks the right that the address asks for.
        case scopeMissing = "scope_missing"
        /// The address is for people, whatever the key.
        case keyRefused = "key_refused"
        /// A publishable key came from a site that it is not for, or from no site.
        case keyOriginRefused = "key_origin_refused"
        case tooManyKeys = "too_many_keys"
        /// The key is another than the one that its person saw, or that was read.
        case keyChanged = "key_changed"
        case originMalformed = "origin_malformed"
        /// A key's own budget is used up.
        case keyBudgetExceeded = "key_budget_exceeded"

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

        case requestKindUnknown = "request_kind_unknown"
        case requestNeedsWords = "request_needs_words"
        case regionUnknown = "region_unknown"
        case requestCodeWrong = "request_code_wrong"
        case requestCodesUsedUp = "request_codes_used_up"
        /// The request has ended, or waits for no code.
        case requestClosed = "request_closed"
        /// Staff want to do what this request does not allow, or not yet.
        case requestActionUnsuitable = "request_action_unsuitable"
        /// A deadline can be moved once, before it has passed.
        case extensionLate = "extension_late"

        case noConsent = "no_consent"
        case objected = "objected"
        /// The browser says that it opts out (Global Privacy Control, or Do Not Track).
        case gpcOptOut = "gpc_opt_out"
        case purposeUnknown = "purpose_unknown"
        case restricted = "restricted"
        /// Frozen until somebody has checked whether it is a child's.
        case accountRestricted = "account_restricted"
        case underAge = "under_age"
        case purposeForbidden = "purpose_forbidden"
        case notInPolicyVersion = "not_in_policy_version"
        case erased = "erased"
        /// A legal hold keeps the record.
        case held = "held"
        /// It is too late to stop a deletion.
        case erasureBegun = "erasure_begun"
        /// Staff have restricted it, and staff alone lift that.
        case restrictionKept = "restriction_kept"
        case secondApproverRequired = "second_approver_required"
        case reviewDateMalformed = "review_date_malformed"
        /// A restored copy is cleaned before it serves.
        case restoring = "restoring"
        case exportNotReady = "export_not_ready"
        /// It is on its way to another installation.
        case exportSending = "export_sending"
        case exportTaken = "export_taken"
        case exportExpired = "export_expired"
        case exportFailed = "export_failed"
        case archiveRefused = "archive_refused"
        case importRunning = "import_running"
        case transferAddressMalformed = "transfer_address_malformed"
        /// A transfer address that was used or has run out.
        case arrivalOver = "arrival_over"
        case imageUnreadable = "image_unreadable"
        /// Bytes that are no picture, or one of a kind that is not taken.
        case imageUnsupported = "image_unsupported"
        /// More pixels than are ever decoded.
        case imageTooLarge = "image_too_large"
        case fileTooLarge = "file_too_large"
        case fileMissing = "file_missing"
        case tooManyFiles = "too_many_files"

        /// A step of an edit names no tool.
        case editToolUnknown = "edit_tool_unknown"
        case editTooManySteps = "edit_too_many_steps"
        /// After this step the picture would be too large, or nothing.
        case editSizeOutOfBounds = "edit_size_out_of_bounds"
        /// A step names a picture that was not handed in with it.
        case editImageMissing = "edit_image_missing"
        /// A box that lies outside the picture.
        case editOutside = "edit_outside"
        case maskEmpty = "mask_empty"
        /// The order's model changes what a mask marks, and nothing else.
        case maskMissing = "mask_missing"
        /// Nothing of the picture is left to fill the hole from.
        case maskCoversAll = "mask_covers_all"
        case maskSizeDiffers = "mask_size_differs"
        /// Nothing stands out from its background.
        case subjectNotFound = "subject_not_found"
        case instructionNotUnderstood = "instruction_not_understood"
        /// Words that change nothing in a scene.
        case changeNotUnderstood = "change_not_understood"
        /// The picture was not drawn from a scene.
        case noScene = "no_scene"
        /// A scene names a drawing that the library does not have.
        case drawingUnknown = "drawing_unknown"
        case sceneNotDrawable = "scene_not_drawable"
        /// The size has another shape than the scene.
        case sizeUnlikeScene = "size_unlike_scene"

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
        /// The provider's rules refuse the words or a picture that was sent along.
        case engineRefusedInput = "engine_refused_input"
        /// The provider made a picture and withheld it, or made none at all.
        case engineRefusedOutput = "engine_refused_output"
        /// The engine does not take what the order asks for.
        case engineRefusedRequest = "engine_refused_request"
        /// No engine of the model can be asked just now.
        case engineUnavailable = "engine_unavailable"
        /// The provider was asked and nobody knows what came of it; it is not asked again.
        case outcomeUnknown = "outcome_unknown"
        case imageDamaged = "image_damaged"
        case jobExpired = "job_expired"
        /// Its person stopped it while a client waited for it.
        case jobCanceled = "job_canceled"
        case storageFull = "storage_full"
        case shuttingDown = "shutting_down"
        case internalError = "internal_error"

        /// A brace of a template that begins no name.
        case templateMalformed = "template_malformed"
        case templateTooManyVariables = "template_too_many_variables"
        /// A variable that is called like a column which says something else.
        case templateNameReserved = "template_name_reserved"
        /// A row has nothing for a variable of the template.
        case valueMissing = "value_missing"
        case tableMalformed = "table_malformed"
        case tableTooLarge = "table_too_large"
        /// A file of rows that is not UTF-8.
        case tableNotText = "table_not_text"
        case columnUnknown = "column_unknown"
        case columnRepeated = "column_repeated"
        case rowLengthDiffers = "row_length_differs"
        /// A list fills one variable, and the template has none or several.
        case listNeedsOneVariable = "list_needs_one_variable"
        case batchEmpty = "batch_empty"
        /// More rows than a batch has.
        case batchTooLong = "batch_too_long"
        /// As many batches wait as somebody may have, or as many were ordered as a day allows.
        case tooManyBatches = "too_many_batches"
        /// A batch is to go with its pictures, and some are being made still.
        case batchRunning = "batch_running"
        /// The model cannot be told what not to show.
        case negativeUnsupported = "negative_unsupported"

        /// No address on the web that notices could be posted to.
        case webhookAddressMalformed = "webhook_address_malformed"
        case tooManyWebhooks = "too_many_webhooks"
        /// It is switched off, so that nothing is sent to it.
        case webhookOff = "webhook_off"

        /// A link to a picture that has run out or was revoked, or whose picture is gone.
        case shareOver = "share_over"
        /// As many links or collections as somebody may have.
        case libraryFull = "library_full"
        case selectionEmpty = "selection_empty"
    }
}
