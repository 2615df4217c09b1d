package import Accounts
import FoundationEssentials
package import Hummingbird
package import Kernel

/// Bounds how often somebody may try a password, an address or a link, without keeping its owner out.
package struct SignInGuard: Sendable {
    private let throttle: Throttle
    private let accounts: Accounts
    private let isSecure: Bool

    package init(
        throttle: Throttle,
        accounts: Accounts,
        isSecure: Bool
    ) {
        self.throttle = throttle
        self.accounts = accounts
        self.isSecure = isSecure
    }

    /// Charges one try at an address of e-mail, whether it has an account or not.
    /// - Throws: `Problem` `quota-exceeded`.
    package func require(
        _ policy: ThrottlePolicy,
        email: String,
        _ request: Request,
        _ context: AppContext
    ) throws(Problem) {
        let device = request.value(of: .device, isSecure: isSecure)
        let verdict = throttle.check(
            policy,
            target: accounts.mark(ofTyped: email),
            network: context.client?.network,
            isKnownDevice: accounts.isDevice(device, of: email)
        )
        context.limits.note(verdict)
        try verdict.require()
    }

    /// Charges one try at a link of a mail.
    /// - Throws: `Problem` `quota-exceeded`.
    package func require(link token: Token, _ context: AppContext) throws(Problem) {
        let verdict = throttle.check(
            .code,
            target: Data(token.secret.reveal().utf8),
            network: context.client?.network
        )
        context.limits.note(verdict)
        try verdict.require()
    }

    /// Charges one try to show, in an open session, that it is oneself.
    /// - Throws: `Problem` `quota-exceeded`.
    package func require(proofIn session: Session, _ context: AppContext) throws(Problem) {
        let verdict = throttle.check(
            .code,
            target: Data(session.subject.text.utf8),
            network: context.client?.network
        )
        context.limits.note(verdict)
        try verdict.require()
    }

    /// Charges one code of a second factor, for whoever has shown the first.
    ///
    /// It is counted apart from proofs in open sessions, so that somebody who knows the password keeps nobody out of those.
    /// Recovery codes, which nobody can guess, are counted by network alone: guesses at the others never keep them out.
    /// - Throws: `Problem` `quota-exceeded`.
    package func require(
        _ code: String,
        secondStepOf halfWay: HalfWay,
        email: String,
        _ request: Request,
        _ context: AppContext
    ) throws(Problem) {
        let verdict = throttle.check(
            .code,
            target: RecoveryCode(code) == nil ? Data("second step \(halfWay.subject.text)".utf8) : nil,
            network: context.client?.network,
            isKnownDevice: accounts.isDevice(request.value(of: .device, isSecure: isSecure), of: email)
        )
        context.limits.note(verdict)
        try verdict.require()
    }

    /// Charges one step of a ceremony with a passkey or a provider, whose answers nobody can guess; it bounds the work.
    /// - Throws: `Problem` `quota-exceeded`.
    package func requireCeremony(_ context: AppContext) throws(Problem) {
        let verdict = throttle.check(.passkey, target: nil, network: context.client?.network)
        context.limits.note(verdict)
        try verdict.require()
    }

    /// Lets this browser be known by the account from now on.
    package func remember(deviceOf email: String, _ context: AppContext) {
        context.cookies.set(.device, to: accounts.deviceProof(of: email))
    }
}
