// Every part between two marks stands in the documentation as it is here; DocumentationTests compares them.
import Foundation
import NanoBananaPro

func connect() throws -> NanoBananaPro {
    // example: connect
    guard let server = URL(string: "https://studio.example"),
        let key = ProcessInfo.processInfo.environment["NBP_KEY"]
    else { throw CocoaError(.userCancelled) }
    let studio = NanoBananaPro(server: server, key: NanoBananaPro.Key(key))
    // end
    return studio
}

func generate(_ studio: NanoBananaPro) async throws {
    // example: generate
    let job = try await studio.generate("a red house by a lake") { order in
        order.size = .pixels(width: 1_200, height: 630)
        order.seed = 7
    }
    for picture in job.pictures {
        let file = try await studio.file(of: picture.id, as: .webp)
        try file.write(to: URL(filePath: "house-\(picture.index).webp"))
    }
    // end
}

func first(_ server: URL, _ key: NanoBananaPro.Key) async throws {
    // example: first
    let studio = NanoBananaPro(server: server, key: key)
    let job = try await studio.generate("two paper boats at dusk")
    // end
    _ = job
}

func pair(_ studio: NanoBananaPro) async throws {
    // example: pair
    let pair = try await studio.generate("a red house by a lake") { $0.count = 2 }
    // end
    _ = pair
}

func order() -> NanoBananaPro.Order {
    // example: order
    var order = NanoBananaPro.Order.generate("two paper boats at dusk")
    order.size = .shape("3:2", .r2K)
    order.count = 2
    // end
    return order
}

func tasks(_ studio: NanoBananaPro, _ photo: NanoBananaPro.PictureFile) async throws {
    // example: tasks
    let photos = try await studio.upload([photo])
    let edited = try await studio.edit(photos[0].id, as: "black and white, crop to 16:9")
    let large = try await studio.upscale(edited.pictures[0].id, by: 4)
    let poster = try await studio.typeset(design: "poster-bold", texts: ["title": "Summer fair"])
    let page = try await studio.compose([large.pictures[0].id, poster.pictures[0].id])
    // end
    _ = page
}

func steps(_ studio: NanoBananaPro, _ picture: NanoBananaPro.Picture.ID) async throws {
    // example: steps
    var order = NanoBananaPro.Order.edit(picture)
    order.steps = [["tool": "blur", "amount": 60], ["tool": "crop", "aspect": "16:9"]]
    let job = try await studio.run(order)
    // end
    _ = job
}

func conversation(_ studio: NanoBananaPro, _ picture: NanoBananaPro.Picture.ID) async throws {
    // example: conversation
    let wish = NanoBananaPro.Order.goOn(with: picture, as: "now by night", model: "nano-banana-pro")
    let job = try await studio.run(wish)
    // end
    _ = job
}

func later(_ studio: NanoBananaPro) async throws {
    // example: later
    var order = NanoBananaPro.Order.generate("two paper boats at dusk")
    order.idempotencyKey = "order-4711"
    let job = try await studio.submit(order)
    // … and in another run of the program, with the same order or the job's id:
    let done = try await studio.finished(job.id)
    // end
    _ = done
}

func lists(_ studio: NanoBananaPro) async throws {
    // example: lists
    for try await picture in studio.pictures(.favourites, holding: "cat") {
        print(picture.id, picture.createdAt)
    }
    // end
}

func errors(_ studio: NanoBananaPro) async throws {
    // example: errors
    do {
        _ = try await studio.generate("")
    } catch let error as NanoBananaProError where error.code == "prompt_empty" {
        print(error.detail)
    } catch let error as NanoBananaProError {
        print(error.code, error.status ?? 0, error.field ?? "", error.requestID ?? "")
    }
    // end
}

func options(_ server: URL, _ key: NanoBananaPro.Key) -> NanoBananaPro {
    // example: options
    var options = NanoBananaPro.Options(language: "zh-Hant")
    options.retry = NanoBananaPro.RetryPolicy(
        attempts: 6,
        firstPause: .seconds(1),
        longestPause: .seconds(120)
    )
    let studio = NanoBananaPro(server: server, key: key, options: options)
    // end
    return studio
}

func webhook(_ body: Data, _ headers: [String: String], _ text: String) throws {
    // example: webhook
    guard let secret = WebhookSecret(text) else { return }
    try WebhookSignature.verify(body, headers: headers, secrets: secret)
    // end
}
