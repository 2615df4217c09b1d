package import Kernel
package import Purposes

extension PolicyPurposes {
    /// The purposes of the policy that the product ships with; the operator sets what counting how the site is used rests on.
    package static func inForce(measuringOn basis: LegalBasis) throws -> PolicyPurposes {
        try PolicyPurposes(
            [
                ProvideService.definition, SecureService.definition, HonourRights.definition,
                NotifyByMail.definition, ManageAccount.definition, ProtectChildren.definition,
                AccountForActs.definition, InspectWithReason.definition,
                MeasureUsage.definition.on(basis), SendNews.definition, TrainModels.definition,
            ],
            version: "2026.1",
            balancing: BalancingRecord.shipped
        )
    }
}

extension BalancingRecord {
    /// 2026-11-28.
    private static let balancedAt = Timestamp(milliseconds: 1_795_824_000_000)
    /// Four years on; a release renews it long before.
    private static let reviewBy = balancedAt + .days(4 * 365)

    /// The balancing that the product ships with: a release of it answers for the review.
    static let shipped = [
        BalancingRecord(
            id: "lia-secure-service-1",
            purpose: SecureService.definition.key,
            owner: "Nano Banana Pro",
            date: balancedAt,
            summary: [
                .english: """
                Without a record of sign-ins, devices and reports nobody could be kept out of other people's pictures. It \
                holds no pictures and no prompts, lies encrypted, is kept for months and not years, and is used for \
                nothing else.
                """,
                .traditionalChinese: """
                若沒有登入、裝置與檢舉的紀錄，就無法阻止他人闖入別人的圖片。這些紀錄不含圖片與提示詞，以加密方式保存，\
                只保留數個月而非數年，也不作其他用途。
                """,
            ],
            reviewBy: reviewBy
        ),
        BalancingRecord(
            id: "lia-measure-usage-1",
            purpose: MeasureUsage.definition.key,
            owner: "Nano Banana Pro",
            date: balancedAt,
            summary: [
                .english: """
                Counts of pages and functions show what is worth improving. They need no cookie, name nobody, and \
                stop for whoever objects or whose browser asks for it.
                """,
                .traditionalChinese: """
                頁面與功能的使用次數能顯示哪些地方值得改進。統計不需要 Cookie，不指名任何人；只要有人反對，\
                或其瀏覽器提出要求，就會停止。
                """,
            ],
            reviewBy: reviewBy
        ),
    ]
}
