import Outbound

/// Why a call brought no picture, in the one list that all adapters share.
package struct GatewayFailure: Error, Hashable, Sendable {
    package enum Reason: String, CaseIterable, Hashable, Sendable {
        /// The prompt or a reference is against the provider's rules.
        case refusedInput = "refused_input"
        /// A picture was made and withheld.
        case refusedOutput = "refused_output"
        /// Text only, or nothing at all.
        case noImage = "no_image"
        /// Our request, or a parameter of the person's, is at fault.
        case invalidRequest = "invalid_request"
        /// The key does not open the server, or not for this.
        case unauthorised
        /// The server does not know the model, or no longer.
        case modelGone = "model_gone"
        /// Too many calls just now.
        case rateLimited = "rate_limited"
        /// The key's allowance is used up.
        case quotaExhausted = "quota_exhausted"
        /// The server cannot just now.
        case overloaded
        /// No connection stood: the request was not sent.
        case transport
        /// Nobody may be asked there: no row of the register, no contract, no safeguard, an address that is refused.
        case denied
        /// The request was sent and nobody knows what became of it.
        case unknown
        /// The server tried and failed: memory, a broken node, a damaged result.
        case engineFailed = "engine_failed"
        case cancelled
    }

    package let reason: Reason
    /// How long the server wants to be left alone.
    package let pause: Duration?
    /// Which reference the server says is at fault, counted from 0.
    package let reference: Int?
    package let receipt: GatewayReceipt

    package init(
        _ reason: Reason,
        pause: Duration? = nil,
        reference: Int? = nil,
        receipt: GatewayReceipt = GatewayReceipt()
    ) {
        self.reason = reason
        self.pause = pause
        self.reference = reference
        self.receipt = receipt
    }
}

extension GatewayFailure {
    /// What the way out says of a call that brought no answer.
    package init(_ error: any Error) {
        guard !(error is CancellationError), let error = error as? OutboundError else {
            self.init(error is CancellationError ? .cancelled : .unknown)
            return
        }
        switch error {
        case .egressDenied, .transferDenied, .contractExpired, .addressRefused, .tlsRequired:
            self.init(.denied)
        case .unresolved, .unreachable, .untrusted: self.init(.transport)
        case .timedOut, .damaged: self.init(.unknown)
        case .tooLarge: self.init(.engineFailed)
        }
    }
}
