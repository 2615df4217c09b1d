package import FoundationEssentials
import HTTPKit
import Kernel
import Logging
import Queue

extension Settings {
    static let fileName = "nbp.yaml"

    /// Reads every setting.
    /// - Parameters:
    ///   - environment: every variable of the process; those that begin with `NBP_` are ours.
    ///   - file: the file that the operator named; else `nbp.yaml` in the data directory, if there is one.
    ///   - allowingTestPort: whether this is the build under test.
    ///   - cores: how many processors there are.
    /// - Returns: settings that stand, each given or by default.
    /// - Throws: every fault at once.
    package static func read(
        environment: [String: String] = ProcessInfo.processInfo.environment,
        file: URL? = nil,
        allowingTestPort: Bool = false,
        cores: Int = ProcessInfo.processInfo.activeProcessorCount
    ) async throws(SettingsRefusal) -> Settings {
        let known = KnownNames(keys: SettingKey.all.filter { allowingTestPort || $0 != .testPort })
        let file = file.map(SettingsFile.init) ?? usualFile(environment)
        var reader = SettingReader(environment: environment, file: file)
        let settings = await Settings(&reader, file, allowingTestPort: allowingTestPort, cores: cores)
        let faults = known.faults(of: environment) + file.faults + known.faults(of: file) + reader.faults
        guard faults.isEmpty else { throw SettingsRefusal(faults: faults) }
        return settings
    }

    /// The file in the data directory, if there is one.
    private static func usualFile(_ environment: [String: String]) -> SettingsFile {
        let folder = Location.file(
            environment[SettingKey.dataFolder.variable] ?? SettingKey.dataFolder.standard
        )
        let file = folder.appending(path: fileName)
        guard FileManager.default.fileExists(atPath: file.path) else { return .none }
        var settings = SettingsFile(file)
        settings.refuse(
            .dataFolder,
            "cannot be moved by a file that lies in it; set NBP_DATA_DIR or use --config"
        )
        return settings
    }

    /// Every setting or what holds without it; the reader knows which of them cannot be used.
    private init(
        _ reader: inout SettingReader,
        _ file: SettingsFile,
        allowingTestPort: Bool,
        cores: Int
    ) async {
        host = await reader.read(.host, Self.hostName) ?? "127.0.0.1"
        port = await reader.number(.port, in: SettingKey.portRange) ?? 8_080
        tls = await Self.certificateFiles(&reader)
        baseURL =
            await reader.read(.baseURL, Self.url) ?? BaseURL(localPort: port, isSecure: tls != nil)
        redirectPort = await reader.number(.redirectPort, in: SettingKey.portRange)
        trustedProxies = await reader.read(.trustedProxies, Self.proxies) ?? .none
        Self.checkEdge(&reader, base: baseURL, port: port, redirectPort: redirectPort)
        dataFolder =
            await reader.read(.dataFolder, Self.path) ?? Location.file(SettingKey.dataFolder.standard)
        let usual = DataDirectory.Places(dataFolder)
        databaseFile =
            await reader.read(.database) { text throws(Unfit) in
                try Location.database(text) ?? usual.database
            } ?? usual.database
        blobFolder =
            await reader.read(.blobs) { text throws(Unfit) in
                try Location.blobs(text) ?? usual.blobs
            } ?? usual.blobs
        masterKeyFile = await reader.read(.masterKeyFile, Self.path) ?? usual.masterKey
        witnessFile = await reader.read(.auditWitness, Self.path) ?? usual.witness
        shareFolder = await reader.read(.shareFolder, Self.path)
        contact = await ContactCard(&reader, isRequired: !baseURL.isLocal)
        metricsToken = await reader.read(.metricsToken, Self.token)
        guestImages = await reader.read(.guestImages, Self.limit) ?? (baseURL.isLocal ? nil : 20)
        memberImages = await reader.read(.memberImages, Self.limit) ?? (baseURL.isLocal ? nil : 200)
        staffImages = await reader.read(.staffImages, Self.limit) ?? nil
        accountImages = await reader.number(.accountImages, in: SettingKey.guestImagesRange) ?? 20
        logLevel = await reader.read(.logLevel, Self.level) ?? .info
        workers =
            await reader.number(.workers, in: SettingKey.workersRange)
            ?? min(max(cores, SettingKey.workersRange.lowerBound), SettingKey.workersRange.upperBound)
        remoteJobs =
            await reader.number(.remoteJobs, in: SettingKey.remoteJobsRange) ?? QueueSettings().slotsElsewhere
        mail = await MailSettings(&reader, host: baseURL.host)
        signing = await SigningFiles(&reader)
        moderation = await ModerationSettings(&reader, usual: usual.blockList)
        engines = await EngineSettings(
            &reader,
            file,
            isLocal: baseURL.isLocal,
            country: contact.country,
            dataFolder: dataFolder
        )
        localModel = await LocalModelSettings(&reader, shelf: usual.weights)
        analyticsBasis = await reader.read(.analyticsBasis, Self.basis) ?? .consent
        requests = await RequestSettings(&reader, agents: file.items(of: .agents))
        testPort = allowingTestPort ? await reader.number(.testPort, in: SettingKey.portRange) : nil
        let list = OpenIDList(file.items(of: .openID), isLocal: baseURL.isLocal)
        reader.note(list.faults)
        openID = list.providers
        let shorter = RetentionList(file.items(of: .retention))
        reader.note(shorter.faults)
        retention = shorter.periods
        table = SettingsTable(reader.given)
    }
}
