import Accounts
import Billing
import FoundationEssentials
package import HTTPKit
package import Hummingbird
import Kernel
package import Purposes
package import Studio
import Wire

/// `/api/usage`: what one has used, by the ledger, and what one may.
package struct UsageRoutes: Sendable {
    private let studio: Studio
    private let gate: PurposeGate

    package init(studio: Studio, gate: PurposeGate) {
        self.studio = studio
        self.gate = gate
    }

    package func mount(on router: RouterGroup<AppContext>) {
        router.group("api/usage").get(use: show)
    }

    @Sendable private func show(_ request: Request, _ context: AppContext) async throws -> Response {
        let person = try context.requirePerson()
        let permit = try await gate.permit(ProvideService.self, for: person.subject)
        let usage = try await studio.usage(under: permit)
        return try .json(UsageBody(usage, studio.limits, key: person.key))
    }
}

extension UsageBody {
    fileprivate init(_ usage: StudioUsage, _ limits: StudioLimits, key: APIKey?) {
        let day = Duration.days(1).wholeMilliseconds
        let midnight = Timestamp(milliseconds: usage.at.milliseconds - usage.at.milliseconds % day + day)
        let (all, byKey) = (UsageSum(usage.lines), Dictionary(grouping: usage.lines, by: \.key))
        let byModel = Dictionary(grouping: usage.lines, by: \.model)
        self.init(
            day: String(usage.at.description.prefix(10)),
            resetsAt: midnight.description,
            today: SpendingBody(all.today),
            thirtyDays: SpendingBody(all.month),
            freeCredits: Int(usage.freeCredits.amount),
            openJobs: usage.openJobs,
            limits: UsageLimitsBody(limits, imagesPerDay: usage.imagesPerDay),
            key: key.map { KeyUsageBody($0, UsageSum(byKey[$0.id] ?? [])) },
            byKey: byKey.map { ($0?.text, UsageSum($1)) }.sorted { ($0.0 ?? "") < ($1.0 ?? "") }.map {
                UsageByKeyBody(
                    key: $0,
                    today: SpendingBody($1.today),
                    thirtyDays: SpendingBody($1.month)
                )
            },
            byModel: byModel.map { ($0, UsageSum($1)) }.sorted { ($0.0 ?? "") < ($1.0 ?? "") }.map {
                UsageByModelBody(
                    model: $0,
                    today: SpendingBody($1.today),
                    thirtyDays: SpendingBody($1.month)
                )
            }
        )
    }
}

/// Several lines as one.
private struct UsageSum {
    let today: Spending
    let month: Spending

    init(_ lines: [UsageLine]) {
        today = lines.reduce(.none) { $0 + $1.today }
        month = lines.reduce(.none) { $0 + $1.month }
    }
}

extension SpendingBody {
    fileprivate init(_ spending: Spending) {
        self.init(images: spending.images, credits: Int(spending.credits.amount))
    }
}

extension UsageLimitsBody {
    fileprivate init(_ limits: StudioLimits, imagesPerDay: Int?) {
        self.init(
            imagesPerDay: imagesPerDay,
            paidImagesPerDay: limits.paidImagesPerDay,
            openJobs: limits.openJobs,
            batchesPerDay: limits.batchesPerDay,
            uploadsPerDay: limits.uploadsPerDay
        )
    }
}

extension KeyUsageBody {
    fileprivate init(_ key: APIKey, _ used: UsageSum) {
        self.init(
            id: key.id.text,
            imagesPerDay: key.limits.imagesPerDay,
            creditsPerMonth: key.limits.creditsPerMonth.map { Int($0.amount) },
            today: SpendingBody(used.today),
            thirtyDays: SpendingBody(used.month)
        )
    }
}
