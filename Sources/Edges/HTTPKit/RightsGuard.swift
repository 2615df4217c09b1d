import FoundationEssentials
package import Kernel
package import Privacy

/// Bounds how often somebody may demand something about data, and how often a code may be guessed or sent.
package struct RightsGuard: Sendable {
    private let throttle: Throttle

    package init(throttle: Throttle) {
        self.throttle = throttle
    }

    /// Charges one demand: by the address that it names, by network, and altogether.
    /// - Throws: `Problem` `quota-exceeded`.
    package func require(naming email: String?, _ context: AppContext) throws(Problem) {
        let target = email.map { Data($0.lowercased().utf8) }
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

    /// Charges one code, entered or sent.
    /// - Throws: `Problem` `quota-exceeded`.
    package func require(codeOf request: RightsRequestID, _ context: AppContext) throws(Problem) {
        let target = Data(request.text.utf8)
        let verdict = throttle.check(.code, target: target, network: context.client?.network)
        context.limits.note(verdict)
        try verdict.require()
    }
}
