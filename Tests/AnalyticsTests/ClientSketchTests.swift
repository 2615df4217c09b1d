import Testing

@testable import Analytics

struct ClientSketchTests {
    @Test(
        arguments: [
            (
                "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", .desktop, "Firefox",
                140
            ),
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/131.0.0.0 Safari/537.36 Edg/131.0",
                .desktop, "Edge", 131
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) Version/18.1 Mobile/15E148 Safari/604.1",
                .phone, "Safari", 18
            ),
            (
                "Mozilla/5.0 (Linux; Android 15; Tablet) Chrome/130.0.0.0 Safari/537.36", .tablet, "Chrome",
                130
            ),
            ("Mozilla/5.0 (Linux; Android 15) Chrome/130.0.0.0 Mobile Safari/537.36", .phone, "Chrome", 130),
            ("Mozilla/5.0 (compatible; Googlebot/2.1)", .robot, "Other", 0),
            ("curl/8.5.0", .robot, "Other", 0),
            ("", .other, "Other", 0), ("Firefox/99999999999999999999", .other, "Firefox", 999),
            ("Firefox/", .other, "Firefox", 0),
        ] as [(String, ClientSketch.Device, String, Int)]
    )
    func `an agent becomes a device, a family and a major version`(
        agent: String,
        device: ClientSketch.Device,
        family: String,
        major: Int
    ) {
        let sketch = ClientSketch(agent: agent)
        #expect(sketch.device == device && sketch.family == family && sketch.major == major)
    }

    @Test(
        arguments: [
            ("https://search.example/find?q=secret#x", "https://search.example"),
            ("http://Search.example:8080", "http://search.example:8080"),
            ("https://studio.example/gallery", nil),
            ("https://name:password@search.example/", nil), ("javascript:alert(1)", nil), ("", nil),
            ("https://sëarch.example/", nil), ("https://\(String(repeating: "a", count: 300)).example/", nil),
        ] as [(String, String?)]
    )
    func `a referrer is cut to its origin, and ours is none`(referrer: String, origin: String?) {
        #expect(ReferrerOrigin(referrer, ours: ["https://studio.example"])?.text == origin)
    }
}
