import FoundationEssentials
import Kernel
import Outbound

extension OpenID {
    /// Ends a sign-in: believes an answer that belongs to this browser, this provider and this moment, once.
    ///
    /// The cookie is to be removed whatever comes of it.
    /// - Parameters:
    ///   - query: of the address that the browser came back to, raw.
    ///   - cookie: the value that `begin` handed out.
    ///   - id: the provider whose return address it came back to.
    /// - Returns: whom the provider vouches for.
    /// - Throws: `OpenIDFailure`.
    package func finish(
        _ query: String,
        cookie: String?,
        at id: OpenIDProvider.ID
    ) async throws -> OpenIDIdentity {
        try await logged(id) {
            let provider = try provider(id)
            let answer = try OpenIDAnswer(query)
            let state = try open(cookie, for: provider, answeredBy: answer)
            let metadata = try await directory.metadata(of: provider)
            let code = try answer.code(from: provider, mustNameIssuer: metadata.namesIssuerInAnswers)
            let tokens = try await exchange(code, state, provider, metadata)
            let subject = try await subject(of: tokens, state, provider)
            let profile = try await profile(of: subject, tokens, provider, metadata)
            return OpenIDIdentity(provider, subject, profile, state)
        }
    }

    /// The state, when it is in force, this provider's, the answer's, and new.
    private func open(
        _ cookie: String?,
        for provider: OpenIDProvider,
        answeredBy answer: OpenIDAnswer
    ) throws(OpenIDFailure) -> OpenIDState {
        let state = try OpenIDState(cookie: cookie, seal: seal)
        let end = Timestamp(milliseconds: state.endsAt)
        guard clock.now() < end else { throw .cookieExpired }
        guard state.provider == provider.id.text else { throw .providerMixedUp }
        guard let given = answer.state, Secret(state.state).matches(given) else { throw .stateWrong }
        guard usedStates.note(state.state, until: end) else { throw .stateUsed }
        return state
    }

    private func exchange(
        _ code: String,
        _ state: OpenIDState,
        _ provider: OpenIDProvider,
        _ metadata: OpenIDMetadata
    ) async throws -> TokenAnswer {
        var form = [
            (name: "grant_type", value: "authorization_code"), ("code", code),
            ("redirect_uri", returnAddress(provider.id)), ("code_verifier", state.verifier),
        ]
        var headers = [
            (name: "Content-Type", value: "application/x-www-form-urlencoded"),
            ("Accept", "application/json"),
        ]
        switch metadata.clientMethod {
        case .basic:
            headers.append(("Authorization", provider.basicCredentials))
        case .post:
            form += [("client_id", provider.clientID), ("client_secret", provider.clientSecret.reveal())]
        }
        let call = OutboundCall.post(
            metadata.tokenEndpoint,
            Data(FormEncoding.text(form).utf8),
            headers: headers,
            limits: .small
        )
        let answer = try await directory.outbound.ask(call, provider)
        guard answer.status == 200 else { throw OpenIDFailure.codeRefused }
        return try TokenAnswer(answer.body)
    }

    /// Who signed in, once the token is believed.
    private func subject(
        of tokens: TokenAnswer,
        _ state: OpenIDState,
        _ provider: OpenIDProvider
    ) async throws -> String {
        let token = try IDToken(tokens.idToken)
        let claims = try await token.claims(signedBy: directory.key(for: token, of: provider))
        try claims.check(
            IDTokenClaims.Expectation(
                issuer: provider.issuer.text,
                clientID: provider.clientID,
                nonce: state.nonce,
                accessToken: tokens.accessToken,
                algorithm: token.algorithm,
                now: clock.now()
            )
        )
        return claims.sub
    }

    /// What the token says about the person; without an address there, what the user info says (Core 1.0, section 5.3).
    private func profile(
        of subject: String,
        _ tokens: TokenAnswer,
        _ provider: OpenIDProvider,
        _ metadata: OpenIDMetadata
    ) async throws -> OpenIDProfile {
        let told = try tokens.profile()
        guard told.email == nil, let address = metadata.userInfoEndpoint, let access = tokens.accessToken
        else {
            return told
        }
        let headers = [(name: "Authorization", value: "Bearer \(access)"), ("Accept", "application/json")]
        let answer = try await directory.outbound.ask(
            .get(address, headers: headers, limits: .small),
            provider
        )
        guard answer.status == 200, let info = try? JSONDecoder().decode(UserInfo.self, from: answer.body),
            info.sub == subject
        else { throw OpenIDFailure.userInfoWrong }
        return try JSONDecoder().decode(OpenIDProfile.self, from: answer.body)
    }

    private struct UserInfo: Decodable {
        let sub: String
    }
}

/// What the token endpoint answers (Core 1.0, section 3.1.3.3).
private struct TokenAnswer {
    let idToken: String
    let accessToken: String?

    private struct Document: Decodable {
        let idToken: String
        let accessToken: String?

        enum CodingKeys: String, CodingKey {
            case idToken = "id_token"
            case accessToken = "access_token"
        }
    }

    init(_ json: Data) throws(OpenIDFailure) {
        guard let document = try? JSONDecoder().decode(Document.self, from: json),
            document.accessToken?.utf8.allSatisfy({ 0x21...0x7E ~= $0 }) ?? true
        else { throw .tokenMalformed }
        idToken = document.idToken
        accessToken = document.accessToken
    }

    /// The person's claims in the ID token, whose signature has been checked.
    func profile() throws(OpenIDFailure) -> OpenIDProfile {
        let parts = idToken.split(separator: ".")
        guard parts.count == 3, let bytes = Base64URL(String(parts[1]))?.bytes,
            let profile = try? JSONDecoder().decode(OpenIDProfile.self, from: bytes)
        else { throw .tokenMalformed }
        return profile
    }
}

extension OpenIDProvider {
    /// RFC 6749, section 2.3.1: both halves are form-encoded first.
    fileprivate var basicCredentials: String {
        let pair = "\(FormEncoding.escaped(clientID)):\(FormEncoding.escaped(clientSecret.reveal()))"
        return "Basic \(Data(pair.utf8).base64EncodedString())"
    }
}
