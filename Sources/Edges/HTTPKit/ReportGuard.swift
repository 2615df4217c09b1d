import FoundationEssentials
package import Kernel

/// Bounds how often somebody may report or appeal, by what it is about, by network and altogether.
package struct ReportGuard: Sendable {
    private let throttle: Throttle

    package init(throttle: Throttle) {
        self.throttle = throttle
    }

    /// - Throws: `Problem` `quota-exceeded`.
    package func require(about target: String, _ context: AppContext) throws(Problem) {
        let verdict = throttle.check(.report, target: Data(target.utf8), network: context.client?.network)
        context.limits.note(verdict)
        try verdict.require()
    }
}
