package import FoundationEssentials
package import Kernel
package import Privacy

/// Bounds how often somebody may demand something about data or have it sent elsewhere, and how often a code may be guessed or sent.
package struct RightsGuard: Sendable {
    private let throttle: Throttle

    package init(throttle: Throttle) {
        self.throttle = throttle
    }

    /// Charges one demand: by whom it names, by network, and altogether.
    ///
    /// `target` is the same for every spelling of an address that leads to one account.
    /// - Throws: `Problem` `quota-exceeded`.
    package func require(naming target: Data?, _ context: AppContext) throws(Problem) {
        let verdict = throttle.check(.rights, target: target, network: context.client?.network)
        context.limits.note(verdict)
        try verdict.require()
    }

    /// Charges one demand of an agent, whose people share its network.
    /// - Throws: `Problem` `quota-exceeded`.
    package func require(agent: String, _ context: AppContext) throws(Problem) {
        let verdict = throttle.check(.apiWrite, target: Data("agent \(agent)".utf8), network: nil)
        context.limits.note(verdict)
        try verdict.require()
    }

    /// Charges one archive that goes to another installation.
    /// - Throws: `Problem` `quota-exceeded`.
    package func require(sendingOf subject: SubjectID, _ context: AppContext) throws(Problem) {
        let target = Data(subject.text.utf8)
        let verdict = throttle.check(.transfer, target: target, network: context.client?.network)
        context.limits.note(verdict)
        try verdict.require()
    }

    /// Charges one archive that somebody brings, or has an address made for.
    /// - Throws: `Problem` `quota-exceeded`.
    package func require(bringingOf subject: SubjectID, _ context: AppContext) throws(Problem) {
        let target = Data(subject.text.utf8)
        let verdict = throttle.check(.archive, target: target, network: context.client?.network)
        context.limits.note(verdict)
        try verdict.require()
    }

    /// Charges one archive that another installation brings, whose people share its network.
    /// - Throws: `Problem` `quota-exceeded`.
    package func require(bringingTo token: TransferToken, _ context: AppContext) throws(Problem) {
        let verdict = throttle.check(.archive, target: Data(token.secret.reveal().utf8), network: nil)
        context.limits.note(verdict)
        try verdict.require()
    }

    /// Charges one code, entered or sent.
    /// - Throws: `Problem` `quota-exceeded`.
    package func require(codeOf request: RightsRequestID, _ context: AppContext) throws(Problem) {
        let target = Data(request.text.utf8)
        let verdict = throttle.check(.code, target: target, network: context.client?.network)
        context.limits.note(verdict)
        try verdict.require()
    }
}
