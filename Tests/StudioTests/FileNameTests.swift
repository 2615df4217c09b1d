import Testing

@testable import Studio

struct FileNameTests {
    @Test(arguments: [
        ("cat.jpg", "cat.jpg"), ("/home/mei/cat.jpg", "cat.jpg"), ("C:\\Users\\Mei\\cat.jpg", "cat.jpg"),
        ("../../etc/passwd", "passwd"), ("a\u{0}b\r\nc.png", "abc.png"), ("貓.png", "貓.png"),
        ("e\u{301}.png", "é.png"), ("gnp.\u{202E}tac", "gnp.tac"), ("  x  ", "x"),
    ])
    func `a name is kept without folders and tricks`(sent: String, kept: String) {
        #expect(FileName.tidied(sent) == kept)
    }

    @Test(arguments: ["", " ", "/", "///", "\u{0}", "\u{202E}"])
    func `what is no name is none`(sent: String) {
        #expect(FileName.tidied(sent) == nil)
    }

    @Test func `a name is bounded`() {
        #expect(FileName.tidied(String(repeating: "貓", count: 100_000))?.count == 255)
    }
}
