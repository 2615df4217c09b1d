import Foundation
import Testing
import Wire

@testable import App

/// `/openapi.json` says of every body exactly what `Wire` sends and takes.
///
/// That every address is in it, the journeys show on the running server.
struct OpenAPITests {
    /// A schema's name is its type's without `Body`.
    static let bodies: [any (Codable & Sendable).Type] = [
        CaseBody.self, CaseFileBody.self, CaseReportBody.self, EngineStateBody.self, GlassOpenedBody.self,
        GlassReasonBody.self, MetricStepBody.self, NewDecisionBody.self, SettingBody.self, StaffLineBody.self,
        StaffSubjectBody.self, StaffWorkBody.self, StruggleBody.self, WorkStateBody.self,
        AccountBody.self, AccountChangeBody.self, AgeBody.self, AgeTicketBody.self, ConsistencyBody.self,
        DrawingsBody.self, NamedBody.self, SubjectBody.self,
        DesignBody.self, DesignPaletteBody.self, DesignTextBody.self, FontBody.self, InputBody.self,
        NewReadingBody.self, PreviewBody.self, ReadingBody.self, ToolBody.self, ToolMemberBody.self,
        ToolWordBody.self,
        ImageBody.self, InclusionBody.self, JobBody.self, JobErrorBody.self, ModelBody.self,
        NewAccountBody.self, NewJobBody.self, NewSessionBody.self, NoteBody.self, PriceBody.self,
        ProblemBody.self, SessionBody.self, SignUpBody.self,
        ActivityBody.self, CodeBody.self, DecisionBody.self, FactorsBody.self, NewAppealBody.self,
        NewReportBody.self, OneTimeSecretBody.self, PasskeyBody.self, PasskeyChangeBody.self, ProofBody.self,
        RecoveryCodesBody.self, ReportBody.self, SuspensionBody.self, TermsBody.self,
        ConsentBody.self, NewConsentBody.self, ObjectionBody.self, ObjectionDecisionBody.self,
        WaitingObjectionBody.self, UsageEventBody.self,
        PrivacyBody.self, HoldingBody.self, KeptForBody.self, KeepBody.self, DataLocationBody.self,
        RecipientBody.self, PrivacyStateBody.self, LookBody.self, OptOutBody.self, RestrictionBody.self,
        HeldRecordBody.self,
        RetentionBody.self, RetentionRuleBody.self, SweeperBody.self, BackupsBody.self,
        HoldBody.self, NewHoldBody.self, RestrictionReasonBody.self, RemovalBody.self,
        NewRequestBody.self, RequestCodeBody.self, RequestFileBody.self, RequestEventBody.self,
        RequestActionBody.self, NewCorrectionBody.self,
        UploadBody.self, ArrivalBody.self, ExportBody.self, NewPushBody.self, PushBody.self, VerdictBody.self,
        ProviderMarkBody.self,
        LineageBody.self, LineageNodeBody.self, ShareBody.self, NewShareBody.self, CollectionBody.self,
        NewCollectionBody.self, CollectionChangeBody.self, SelectionBody.self,
        UsageBody.self, SpendingBody.self, UsageLimitsBody.self, KeyUsageBody.self, UsageByKeyBody.self,
        UsageByModelBody.self,
        BatchBody.self, BatchRowBody.self, NewBatchBody.self, PresetBody.self,
        KeyBody.self, KeyLimitsBody.self, KeySpentBody.self, NewKeyBody.self, KeyRotationBody.self,
        KeyChangeBody.self, ShownKeyBody.self, WebhookBody.self, NewWebhookBody.self, WebhookChangeBody.self,
        WebhookDeliveryBody.self, WebhookAttemptBody.self,
    ]
    static let lists: [String: any (Codable & Sendable).Type] = [
        "CaseList": ListBody<CaseBody>.self, "EngineStateList": ListBody<EngineStateBody>.self,
        "MetricStepList": ListBody<MetricStepBody>.self, "SettingList": ListBody<SettingBody>.self,
        "StaffList": ListBody<StaffLineBody>.self,
        "DesignList": ListBody<DesignBody>.self, "FontList": ListBody<FontBody>.self,
        "ToolList": ListBody<ToolBody>.self,
        "ShareList": ListBody<ShareBody>.self, "CollectionList": ListBody<CollectionBody>.self,
        "ImageList": ListBody<ImageBody>.self, "JobList": ListBody<JobBody>.self,
        "ModelList": ListBody<ModelBody>.self,
        "SessionList": ListBody<SessionBody>.self,
        "ActivityList": ListBody<ActivityBody>.self, "DecisionList": ListBody<DecisionBody>.self,
        "Request": RightsRequestBody.self,
        "PasskeyList": ListBody<PasskeyBody>.self, "LookList": ListBody<LookBody>.self,
        "KeyList": ListBody<KeyBody>.self, "WebhookList": ListBody<WebhookBody>.self,
        "WebhookDeliveryList": ListBody<WebhookDeliveryBody>.self,
        "BatchList": ListBody<BatchBody>.self, "BatchRowList": ListBody<BatchRowBody>.self,
        "ConsentList": ListBody<ConsentBody>.self, "ObjectionList": ListBody<ObjectionBody>.self,
        "WaitingObjectionList": ListBody<WaitingObjectionBody>.self, "ExportList": ListBody<ExportBody>.self,
    ]
    /// Described where they stand, inside another body or in a document of the policy's.
    static let inPlace: Set<String> = [
        "RestrictionEndBody", "StoreCountBody", "RetainedBody", "CookieBody", "CookieListBody",
        "PrivacySignalBody", "PresetVariableBody",
    ]
    static let schemas = lists.merging(bodies.map { ("\($0)".replacing("Body", with: ""), $0) }) { $1 }

    static let checkout = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../..").standardizedFileURL

    /// Read once: there are hundreds of cases.
    private static let json = Result {
        let folder = checkout.appending(path: "share/openapi")
        return try OpenAPIDocument(folder, at: try #require(BaseURL("http://localhost:8080"))).json
    }

    let document: [String: Any]

    init() throws {
        document = try #require(try JSONSerialization.jsonObject(with: Self.json.get()) as? [String: Any])
    }

    @Test(arguments: schemas.keys.sorted())
    func `a body has the members that its schema has`(name: String) throws {
        let type = try #require(Self.schemas[name])
        let schema = try #require(
            DescribedSchema(name, in: document),
            "components.schemas lacks \(name): describe it in share/openapi"
        )
        let (full, least) = (try Self.encoded(type, isFull: true), try Self.encoded(type, isFull: false))
        #expect(Set(full.keys) == Set(schema.properties.keys))
        #expect(Set(least.keys) == schema.required)
        #expect(schema.differences(from: full) == [])
        #expect(schema.differences(from: least) == [])
        #expect(schema.isClosed)
    }

    @Test func `every body of Wire is compared`() throws {
        let folder = Self.checkout.appending(path: "Sources/Edges/Wire")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).flatMap { file in
            let text = try String(contentsOf: folder.appending(path: file), encoding: .utf8)
            return text.matches(of: /\n(?:public )?struct (\w+Body)\b[^<]/).map { String($0.1) }
                + (text.firstMatch(of: /^public struct (\w+Body)\b[^<]/).map { [String($0.1)] } ?? [])
        }
        let compared = Set(Self.bodies.map { "\($0)" } + ["RightsRequestBody"])
        #expect(
            Set(names).subtracting(compared).subtracting(Self.inPlace) == [],
            "add them to OpenAPITests.bodies"
        )
    }

    @Test func `a member in two files is refused, and so is what is no YAML`() throws {
        let folder = try TemporaryFolder()
        let base = try #require(BaseURL("http://localhost:8080"))
        try folder.write("paths: {/a: {get: {}}}", to: "a.yml")
        try folder.write("paths: {/b: {get: {}}}", to: "b.yml")
        _ = try OpenAPIDocument(folder.url, at: base)
        try folder.write("paths: {/a: {post: {}}}", to: "c.yml")
        #expect(throws: OpenAPIFault.self) { try OpenAPIDocument(folder.url, at: base) }
        try folder.write("paths: [", to: "c.yml")
        #expect(throws: OpenAPIFault.self) { try OpenAPIDocument(folder.url, at: base) }
    }

    @Test(arguments: [("http://localhost:8080", "nbp_sid"), ("https://studio.example", "__Host-sid")])
    func `cookies and the address are the installation's`(address: String, cookie: String) throws {
        let folder = Self.checkout.appending(path: "share/openapi")
        let json = try OpenAPIDocument(folder, at: try #require(BaseURL(address))).json
        let text = String(decoding: json, as: UTF8.self)
        #expect(text.contains("\"name\":\"\(cookie)\""))
        #expect(text.contains("\"url\":\"\(address)\""))
    }

    @Test func `every file of the description is looked for, and each is whole`() throws {
        let folder = Self.checkout.appending(path: "share/openapi")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        #expect(Set(names) == Set(OpenAPIDocument.subjects.map { "\($0).yml" }))
        let base = try #require(BaseURL("http://localhost:8080"))
        #expect(try OpenAPIDocument.check(folder, at: base) == (document["paths"] as? [String: Any])?.count)
    }

    @Test(
        arguments: [
            (nil, "share/openapi/imports.yml is missing; take the file of the release"),
            (
                "paths: [",
                "share/openapi/imports.yml is no YAML with members at its top; take the file of the release"
            ),
            (
                "paths: {/a: {$ref: '#/paths/~1b'}}",
                "share/openapi refers to #/paths/~1b, which is in none of its files; take the folder of the release"
            ),
        ]
    )
    func `a description that is not whole is told of, with what to do`(
        text: String?,
        words: String
    ) throws {
        let folder = try TemporaryFolder()
        for subject in OpenAPIDocument.subjects { try folder.write("{}", to: "\(subject).yml") }
        let base = try #require(BaseURL("http://localhost:8080"))
        #expect(try OpenAPIDocument.check(folder.url, at: base) == 0)
        if let text {
            try folder.write(text, to: "imports.yml")
        } else {
            try FileManager.default.removeItem(at: folder.url.appending(path: "imports.yml"))
        }
        let fault = try #require(throws: OpenAPIFault.self) {
            try OpenAPIDocument.check(folder.url, at: base)
        }
        #expect(fault.description == words)
    }

    private static func encoded(_ type: any Codable.Type, isFull: Bool) throws -> [String: Any] {
        func encode<Body: Codable>(_ type: Body.Type) throws -> Data {
            try JSONEncoder().encode(Skeleton.of(type, isFull: isFull))
        }
        return try #require(try JSONSerialization.jsonObject(with: encode(type)) as? [String: Any])
    }
}
