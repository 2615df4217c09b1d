import Accounts
package import Blobs
import Engines
import FoundationEssentials
package import HTTPKit
import Hummingbird
package import Imaging
import Kernel
package import Purposes
package import Studio

/// Takes orders of somebody else's shape: stores the pictures that come along, finds the size, and orders.
package struct ShapedDesk: Sendable {
    let studio: Studio
    let gate: PurposeGate
    let fetcher: PictureFetcher
    private let desk: FrontDesk
    let spool: Spool
    private let mask: ClearMask
    /// More than of people's uploads: programs of one network send many small pictures at once.
    private let uploads = UploadGate(letting: 32, perNetwork: 16)

    package init(
        studio: Studio,
        gate: PurposeGate,
        desk: FrontDesk,
        spool: Spool,
        imaging: Imaging,
        fetcher: PictureFetcher
    ) {
        self.studio = studio
        self.gate = gate
        self.desk = desk
        self.spool = spool
        self.fetcher = fetcher
        mask = ClearMask(imaging: imaging)
    }

    /// Orders what a request asks for, or joins the job of an earlier try of it; then nothing is stored again.
    /// - Throws: `Problem`, with the fields of the native API.
    func submit(
        _ order: ShapedOrder,
        _ request: Request,
        _ context: inout AppContext
    ) async throws -> (job: Job, person: Person) {
        try admit(request, context)
        let key = try order.idempotencyKey.map(IdempotencyKey.init)
        if let person = context.person, let attempt = order.attempt,
            let job = try await studio.joined(key, attempt, for: person.subject)
        {
            return (job, person)
        }
        let model = try self.model(for: order)
        let hasPictures = !order.pictures.isEmpty || order.conversationOf != nil
        let stored = hasPictures ? try await stored(order, request, &context) : StoredInputs()
        var settled = Order(
            task: stored.task(for: model),
            prompt: try Prompt(order.prompt),
            model: model.id,
            spec: try model.spec(for: order.size, after: stored.source),
            count: order.count,
            seed: model.takesSeed ? try order.seed.map(Seed.init(asked:)) : nil,
            idempotencyKey: key
        )
        settled.attempt = order.attempt
        return try await desk.take(settled, to: studio, ageTicket: nil, request, &context)
    }

    /// Whether whoever asks may order at all, asked before a body is read.
    /// - Throws: `Problem` `visitor_required`.
    func admit(_ request: Request, _ context: AppContext) throws(Problem) {
        try desk.requireSender(request, context)
    }

    /// The model of an order, after all that can be refused before a picture is stored.
    func model(for order: ShapedOrder) throws(Problem) -> Model {
        let isEdit = !order.pictures.isEmpty || order.conversationOf != nil
        let model = try studio.model(named: order.model, for: isEdit ? .edit : .generate)
        _ = try Prompt(order.prompt)
        _ = try model.spec(for: order.size, after: isEdit ? PixelSize(width: 1, height: 1) : nil)
        try model.check(size: nil, count: order.count, style: nil)
        guard !order.isTransparent else {
            throw Problem(.notForModel, field: "background", ["model": model.id])
        }
        let count = order.pictures.count + (order.conversationOf == nil ? 0 : 1)
        guard count <= OrderTask.mostImages else {
            throw Problem(.tooManyImages, field: "images", ["most": "\(OrderTask.mostImages)"])
        }
        if model.isGenerative {
            try model.checkReferences(count, different: count, hasMask: order.mask != nil)
        }
        return model
    }

    private func stored(
        _ order: ShapedOrder,
        _ request: Request,
        _ context: inout AppContext
    ) async throws -> StoredInputs {
        var person = context.person
        defer { context.person = person }
        try checkAddresses(of: order)
        let isFetched = (order.pictures + [order.mask].compactMap { $0 }).contains(where: \.isElsewhere)
        // What is fetched counts for nobody until it is stored: strangers have nothing fetched.
        if isFetched, context.person?.isMember != true { throw Problem(.signInRequired, field: "images[0]") }
        return try await uploads.pass(from: context.client?.network) {
            let (files, mask) = try await files(of: order, by: context.person)
            // Whoever left meanwhile asks again, and that request may have been quicker to fetch them.
            if isFetched, await context.departure()?.isGone == true { throw AnswerBrokenOff() }
            let brought = (files + [mask].compactMap { $0 }).compactMap(\.file)
            if !brought.isEmpty {
                if person == nil { try await check(brought) }
                person = try await desk.person(bringingFiles: brought.count, request, context)
            }
            guard let person else { throw Problem(.notFound, field: "images[0]") }
            let shelf = SenderShelf(of: person, studio, gate)
            return try await StoredInputs(files, mask: mask, goingOnWith: order.conversationOf, from: shelf)
        }
    }

    /// Refuses addresses that nobody's pictures are fetched from, before anything else is done with the order.
    func checkAddresses(of order: ShapedOrder) throws(Problem) {
        for (place, picture) in order.pictures.enumerated() {
            if case .address(let address) = picture {
                try fetcher.check(address, field: "images[\(place)]")
            }
        }
        if case .address(let address)? = order.mask { try fetcher.check(address, field: "mask") }
    }

    /// Judges pictures of somebody who is nobody yet.
    private func check(_ files: [Upload.File]) async throws {
        do {
            try await studio.check(Upload(files, as: .picture))
        } catch let problem as Problem {
            throw problem.renamed(as: files.indices.map { "images[\($0)]" })
        }
    }

    /// Every picture and the mask as files to be stored, or as ones that are.
    func files(
        of order: ShapedOrder,
        by person: Person?
    ) async throws -> (pictures: [InputFile], mask: InputFile?) {
        var files: [InputFile] = []
        let deadline = fetcher.deadline
        for (place, picture) in order.pictures.enumerated() {
            files.append(try await file(of: picture, field: "images[\(place)]", until: deadline))
        }
        return (files, try await maskFile(of: order, by: person, until: deadline))
    }

    private func file(
        of picture: ShapedOrder.Picture,
        field: String,
        until deadline: Timestamp
    ) async throws -> InputFile {
        switch picture {
        case .stored(let id): .stored(id)
        case .file(let file, let name): .new(Upload.File(file, named: name))
        case .bytes(let bytes): .new(try await spooled(bytes))
        case .address(let address):
            .new(try await spooled(fetcher.fetch(address, field: field, until: deadline)))
        }
    }

    /// The mask as one of ours; one of ours that is stored already stays as it is.
    private func maskFile(
        of order: ShapedOrder,
        by person: Person?,
        until deadline: Timestamp
    ) async throws -> InputFile? {
        let bytes: Data
        switch order.mask {
        case nil: return nil
        case .bytes(let data): bytes = data
        case .file(let file, _):
            guard file.size <= ClearMask.largest else {
                throw Problem(.fileTooLarge, field: "mask", ["limit": "4"])
            }
            bytes = try await file.bytes()
        case .address(let address):
            bytes = try await fetcher.fetch(address, field: "mask", until: deadline)
        case .stored(let id):
            guard let person else { throw Problem(.notFound, field: "mask") }
            let shelf = SenderShelf(of: person, studio, gate)
            guard let clear = try await shelf.clearMask(id) else { return .stored(id) }
            bytes = clear
        }
        return .new(try await spooled(mask.whitened(bytes)))
    }

    private func spooled(_ bytes: Data) async throws -> Upload.File {
        let writer = try await spool.begin()
        try await writer.append(bytes)
        return Upload.File(try await writer.finish(), named: nil)
    }
}

extension Seed {
    init(asked number: Int) throws(Problem) {
        guard let seed = Seed(number) else { throw Problem(.seedOutOfBounds, field: "seed") }
        self = seed
    }
}
