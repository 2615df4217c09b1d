package import Kernel

/// Why a sign-in with a provider came to nothing, for logs and tests; people are told one and the same.
package enum OpenIDFailure: String, Error, CaseIterable, Hashable, Sendable {
    case providerUnknown = "provider_unknown"
    /// The provider, or an address in its metadata, cannot be reached or may not be asked.
    case providerUnreachable = "provider_unreachable"
    case metadataMalformed = "metadata_malformed"
    /// The metadata speaks for another issuer than the settings name.
    case metadataIssuerWrong = "metadata_issuer_wrong"
    /// An endpoint without TLS, or in an odd notation.
    case endpointRefused = "endpoint_refused"
    /// The provider takes none of the ways in which we can show our secret.
    case clientMethodUnsupported = "client_method_unsupported"

    case cookieMissing = "cookie_missing"
    case cookieAltered = "cookie_altered"
    case cookieExpired = "cookie_expired"
    case providerMixedUp = "provider_mixed_up"
    case callbackMalformed = "callback_malformed"
    case stateWrong = "state_wrong"
    case stateUsed = "state_used"
    case answerIssuerWrong = "answer_issuer_wrong"
    /// The person, or the provider, said no.
    case declined
    case codeRefused = "code_refused"

    case tokenMalformed = "token_malformed"
    case algorithmRefused = "algorithm_refused"
    case keyUnknown = "key_unknown"
    case signatureWrong = "signature_wrong"
    case issuerWrong = "issuer_wrong"
    case audienceWrong = "audience_wrong"
    case authorizedPartyWrong = "authorized_party_wrong"
    case tokenExpired = "token_expired"
    case issuedInFuture = "issued_in_future"
    case nonceWrong = "nonce_wrong"
    case accessTokenHashWrong = "access_token_hash_wrong"
    case subjectMalformed = "subject_malformed"
    case userInfoWrong = "user_info_wrong"
    /// It came back for something else than it was sent for, or for somebody else.
    case errandWrong = "errand_wrong"

    package var problem: Problem { Problem(.openIDFailed) }
}
