package import Kernel

/// Why nothing came back from outside.
package enum OutboundError: String, Error, CaseIterable, Hashable, Sendable {
    /// No row, no setting, not in force, or a field that the row does not list.
    case egressDenied = "egress_denied"
    /// Another country without a safeguard that holds today.
    case transferDenied = "transfer_denied"
    case contractExpired = "contract_expired"
    /// The name leads to an address that is not for this kind of destination: into this machine or its network.
    case addressRefused = "address_refused"
    /// Plain HTTP where only TLS will do.
    case tlsRequired = "tls_required"
    /// The name leads nowhere.
    case unresolved
    /// Nobody takes the connection.
    case unreachable
    /// No TLS with a certificate for this name, in force, from an issuer that this machine trusts.
    case untrusted
    case timedOut = "timed_out"
    /// Larger than the call's limits, before or after unpacking.
    case tooLarge = "too_large"
    /// Not HTTP, or broken off.
    case damaged

    /// What a person is told.
    package var problem: Problem {
        switch self {
        case .egressDenied: Problem(.egressDenied)
        case .transferDenied: Problem(.transferDenied)
        case .contractExpired: Problem(.contractExpired)
        case .addressRefused, .tlsRequired: Problem(.addressRefused)
        case .unresolved, .unreachable, .untrusted, .timedOut, .tooLarge, .damaged: Problem(.outsideFailed)
        }
    }

    /// Whether another attempt could go better.
    var isPassing: Bool {
        switch self {
        case .unresolved, .unreachable, .timedOut, .damaged: true
        default: false
        }
    }
}
