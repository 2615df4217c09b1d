import Kernel
import Testing

@testable import Gateways

/// Which size a host is asked for.
struct OpenAISizeTests {
    private func legal(_ text: String, _ model: String = "gpt-image-2") throws -> String? {
        HostTraits.openAI.legalSize(for: try OpenAITest.size(text), of: model)?.description
    }

    @Test(arguments: [
        "1024x1024", "1536x864", "1264x848", "848x1264", "1376x768", "1584x672", "2752x1536", "3840x2160",
        "2160x3840", "3840x1280", "2880x2880", "1024x640",
    ])
    func `a legal size is asked for as it is`(size: String) throws {
        #expect(try legal(size) == size)
    }

    @Test(arguments: [
        ("256x256", "816x816"), ("512x512", "816x816"), ("640x480", "944x704"), ("1000x1000", "1008x1008"),
        ("1023x767", "1024x768"), ("1920x1080", "1920x1088"), ("4096x4096", "2880x2880"),
        ("5504x3072", "3840x2144"), ("6336x2688", "3840x1632"), ("5056x3392", "3520x2352"),
        ("1x1", "816x816"), ("3x1", "1408x480"), ("3841x1281", "3840x1280"),
    ])
    func `for any other size the nearest is`(wanted: String, asked: String) throws {
        #expect(try legal(wanted) == asked)
    }

    @Test(arguments: ["2048x512", "512x2048", "3072x384", "384x3072", "301x100", "99999x1", "0x0", "0x1024"])
    func `a shape beyond three to one is refused`(size: String) throws {
        #expect(try legal(size) == nil)
        #expect(try legal(size, "gpt-image-1.5") == nil)
    }

    @Test(arguments: 1...40)
    func `whatever is wanted, what is asked for is legal and nearly of its shape`(step: Int) throws {
        for height in stride(from: 1, through: 9_000, by: 97) {
            let wanted = PixelSize(width: step * 211, height: height)
            let asked = HostTraits.openAI.legalSize(for: wanted, of: "gpt-image-2.5-flare")
            let isLegalShape = wanted.width <= 3 * height && height <= 3 * wanted.width
            #expect((asked != nil) == isLegalShape, "\(wanted)")
            guard let asked else { continue }
            #expect(PixelGrid.openAI.contains(asked), "\(wanted) → \(asked)")
            let (shape, other) = (asked.width * wanted.height, asked.height * wanted.width)
            #expect(Double(shape).factor(to: Double(other)) < 1.04, "\(wanted) → \(asked)")
        }
    }

    @Test(arguments: [
        "gpt-image-1", "gpt-image-1-mini", "gpt-image-1.5", "gpt-image-1.5-2025-12-16",
        "chatgpt-image-latest",
    ])
    func `the first models know three sizes`(model: String) throws {
        #expect(try legal("1024x1024", model) == "1024x1024")
        #expect(try legal("2048x2048", model) == "1024x1024")
        #expect(try legal("1152x928", model) == "1536x1024")
        #expect(try legal("1376x768", model) == "1536x1024")
        #expect(try legal("768x1376", model) == "1024x1536")
        #expect(try legal("3000x1000", model) == "1536x1024")
    }

    @Test(arguments: ["gpt-image-2", "gpt-image-2-2026-04-21", "gpt-image-2.6-sunburst", "gpt-image-10"])
    func `the later ones know all within limits`(model: String) throws {
        #expect(try legal("1536x864", model) == "1536x864")
    }

    @Test func `a host of few sizes is asked for the one of the nearest shape, then area`() throws {
        var traits = HostTraits.compatible
        traits.sizes = .listed(try ["512x512", "1024x1024", "1248x832", "832x1248"].map(OpenAITest.size))
        func asked(_ wanted: String) throws -> String? {
            traits.legalSize(for: try OpenAITest.size(wanted), of: "m")?.description
        }
        #expect(try asked("600x600") == "512x512")
        #expect(try asked("900x900") == "1024x1024")
        #expect(try asked("2528x1696") == "1248x832")
        #expect(try asked("832x1248") == "832x1248")
        #expect(try asked("4000x1000") == nil)
    }

    @Test func `a host of one size makes what is like it and nothing else`() throws {
        var traits = HostTraits.compatible
        traits.sizes = .fixed(PixelSize(width: 1_024, height: 1_024))
        let fields = try OpenAIImages.Fields(try OpenAITest.order(size: "1264x848"), for: traits)
        #expect(fields.size == nil)
        #expect(throws: GatewayFailure(.invalidRequest)) {
            try OpenAIImages.Fields(try OpenAITest.order(size: "1584x672"), for: traits)
        }
    }

    @Test func `a host that takes any size is asked for it`() throws {
        let size = PixelSize(width: 3_072, height: 384)
        #expect(HostTraits.compatible.legalSize(for: size, of: "m") == size)
    }
}
