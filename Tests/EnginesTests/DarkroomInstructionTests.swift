import Testing

@testable import Engines

/// Instructions and the steps that they ask for.
struct DarkroomInstructionTests {
    @Test(arguments: [
        ("make it warmer and blur the background", "temperature; blur_background"),
        ("black and white, more contrast, crop to 16:9", "black_and_white; contrast; crop aspect=16:9"),
        ("Make it warmer.", "temperature"),
        ("warmer", "temperature"),
        ("a bit warmer", "temperature 15"),
        ("slightly warmer, please", "temperature 15"),
        ("make it much warmer", "temperature 60"),
        ("cooler", "temperature -30"),
        ("make the photo a little cooler", "temperature -15"),
        ("less warm", "temperature -30"),
        ("brighter", "exposure"),
        ("Brighten the image by 20%", "exposure 20"),
        ("make it a lot brighter", "exposure 60"),
        ("darker", "exposure -30"),
        ("reduce the brightness by 15 percent", "exposure -15"),
        ("increase exposure by 1 stop", "exposure 33"),
        ("more contrast", "contrast"),
        ("less contrast", "contrast -30"),
        ("contrast +20", "contrast 20"),
        ("contrast -20", "contrast -20"),
        ("contrast up, brightness down", "contrast; exposure -30"),
        ("increase contrast by 20% and saturation by 10%", "contrast 20; saturation 10"),
        ("more contrast and saturation", "contrast; saturation"),
        ("reduce contrast and saturation", "contrast -30; saturation -30"),
        ("reduce contrast and blur the background", "contrast -30; blur_background"),
        ("lift the shadows and recover the highlights", "shadows; highlights -30"),
        ("brighten the shadows a bit", "shadows 15"),
        ("darken the highlights", "highlights -30"),
        ("more vibrant colours", "vibrance; saturation"),
        ("make it more colourful", "saturation"),
        ("desaturate it slightly", "saturation -15"),
        ("shift the hue by 40 degrees", "hue angle=40"),
        ("auto enhance", "auto"),
        ("warm it up slightly, boost contrast", "temperature 15; contrast"),
        ("cool tones and low contrast", "temperature -30; contrast -30"),
        ("lower the contrast by 10, raise the shadows by 30", "contrast -10; shadows"),
        ("watercolor effect, 70%", "watercolour 70"),
        ("colour the picture purple", "recolour colour=#8148b0"),
        ("make it look better", "auto"),
    ])
    func `English words of light and colour are read`(words: String, steps: String) throws {
        let reading = try DarkroomSupport.reading(words)
        #expect(reading.summary == steps)
        #expect(reading.notUnderstood == [])
    }

    @Test(arguments: [
        ("crop to 16:9", "crop aspect=16:9"),
        ("crop it to a square", "crop aspect=1:1"),
        ("16:9", "crop aspect=16:9"),
        ("make it square", "crop aspect=1:1"),
        ("crop 10% from the left", "crop box=0.1,0,0.9,1"),
        ("crop by 10%", "crop box=0.1,0.1,0.8,0.8"),
        ("crop 150 px from the top and rotate left", "crop box=0,0.15,1,0.85; rotate angle=-90"),
        ("crop to 800x600", "crop box=350,200,800,600"),
        ("rotate 15 degrees left", "rotate angle=-15"),
        ("rotate left", "rotate angle=-90"),
        ("turn it 90° clockwise", "rotate"),
        ("rotate by 45 degrees counter-clockwise", "rotate angle=-45"),
        ("turn it upside down", "rotate angle=180"),
        ("straighten by 2.5 degrees", "straighten angle=2.5"),
        ("cut off the bottom 10%", "crop box=0,0,1,0.9"),
        ("flip horizontally", "flip"),
        ("mirror it", "flip"),
        ("flip it vertically", "flip direction=vertical"),
        ("resize to 1200 px wide", "resize width=1200"),
        ("to 1200 px wide", "resize width=1200"),
        ("make it 900 pixels high", "resize height=900"),
        ("resize to 1,200", "resize width=1200"),
        ("resize to 800x600", "resize width=800 height=600"),
        ("resize to 50%", "resize factor=0.5"),
        ("shrink it by 20%", "resize factor=0.8"),
        ("make it half the size", "resize factor=0.5"),
        ("enlarge it 2x", "resize factor=2"),
        ("make it twice as large", "resize factor=2"),
        ("make it smaller", "resize factor=0.5"),
        ("extend the canvas to 16:9", "extend aspect=16:9"),
        ("add a white border of 20 px", "extend left=20 top=20 right=20 bottom=20 fill=#ffffff"),
        ("extend the canvas by 10% on the left", "extend left=0.1 unit=fraction"),
    ])
    func `English words of shape and size are read`(words: String, steps: String) throws {
        #expect(try DarkroomSupport.reading(words).summary == steps)
    }

    @Test(arguments: [
        ("turn it into a pencil drawing", "pencil"),
        ("make it a coloured pencil sketch", "pencil"),
        ("oil painting", "oil"),
        ("make it look like a cartoon", "cartoon"),
        ("turn this photo into a watercolour painting", "watercolour"),
        ("sepia", "sepia"),
        ("make it look like an old photo", "sepia"),
        ("greyscale", "black_and_white"),
        ("convert to b&w", "black_and_white"),
        ("remove the color", "black_and_white"),
        ("duotone in navy and orange", "duotone dark=#22386f light=#ef8420"),
        ("tint it blue", "recolour colour=#2f74d0"),
        ("change red to blue", "recolour colour=#2f74d0 from=#d63b2f"),
        ("change the red parts to green", "recolour colour=#3c9a4e from=#d63b2f"),
        ("invert the colours", "invert"),
        ("posterize to 4 levels", "posterise levels=4; levels black=8 white=247"),
        ("posterize to 4", "posterise levels=4"),
        ("blur it slightly", "blur 10"),
        ("sharpen", "sharpen"),
        ("sharper, less noise", "sharpen; denoise"),
        ("remove the noise", "denoise"),
        ("less blurry", "sharpen"),
        ("add vignette and grain", "vignette; grain"),
        ("add a strong vignette", "vignette 80"),
        ("film grain", "grain"),
        ("white vignette", "vignette -40"),
    ])
    func `English words of style and detail are read`(words: String, steps: String) throws {
        #expect(try DarkroomSupport.reading(words).summary == steps)
    }

    @Test(arguments: [
        ("remove the background", "remove_background"),
        ("cut out the person", "remove_background"),
        ("transparent background", "remove_background"),
        ("no background", "remove_background"),
        ("make the background transparent", "remove_background"),
        ("replace the background with light blue", "replace_background colour=#8cc5ec"),
        ("white background", "replace_background colour=#ffffff"),
        ("make the background #1a2b3c", "replace_background colour=#1a2b3c"),
        ("change the background to the second picture", "replace_background image=2"),
        ("remove the background and make it white", "remove_background; replace_background colour=#ffffff"),
        ("make everything black and white except the subject", "black_and_white @background"),
        ("change the color of the background to green", "replace_background colour=#3c9a4e"),
        ("hide all the faces with a mosaic", "pixelate_faces"),
        ("use image 2 as the background", "replace_background image=2"),
        ("make the image 10% brighter", "exposure 10"),
        ("blur the background a lot", "blur_background 100"),
        ("make the background blurry", "blur_background"),
        ("make the background black and white", "black_and_white @background"),
        ("darken the background", "exposure -30 @background"),
        ("sharpen the subject", "sharpen @subject"),
        (
            "make the background darker and the subject brighter",
            "exposure -30 @background; exposure @subject"
        ),
        ("blur the faces", "blur_faces"),
        ("blur all faces", "blur_faces"),
        ("pixelate the faces", "pixelate_faces"),
        ("blur the background and the faces", "blur_background; blur_faces"),
        ("paste the second picture in the top right", "paste image=2 box=0.66,0.04,0.3,0.3"),
        ("remove the person", "erase @subject"),
    ])
    func `English words of parts are read`(words: String, steps: String) throws {
        #expect(try DarkroomSupport.reading(words, others: [DarkroomSupport.second]).summary == steps)
    }

    @Test(arguments: [
        ("去除背景", "remove_background"),
        ("去背", "remove_background"),
        ("把背景去掉", "remove_background"),
        ("背景透明", "remove_background"),
        ("把人臉打馬賽克", "pixelate_faces"),
        ("把人脸打马赛克", "pixelate_faces"),
        ("模糊人臉", "blur_faces"),
        ("加點暗角和顆粒", "vignette; grain"),
        ("加上暗角和顆粒", "vignette; grain"),
        ("左轉90度", "rotate angle=-90"),
        ("向左轉90度", "rotate angle=-90"),
        ("右转九十度", "rotate"),
        ("順時針旋轉四十五度", "rotate angle=45"),
        ("左右翻轉", "flip"),
        ("上下翻轉", "flip direction=vertical"),
        ("裁成16:9", "crop aspect=16:9"),
        ("裁切成正方形", "crop aspect=1:1"),
        ("縮小到50%", "resize factor=0.5"),
        ("放大兩倍", "resize factor=2"),
        ("寬1200像素", "resize width=1200"),
        ("暖一點", "temperature"),
        ("調暖一點", "temperature 15"),
        ("更暖", "temperature"),
        ("稍微暖一點，模糊背景", "temperature 15; blur_background"),
        ("冷色調", "temperature -30"),
        ("調亮", "exposure"),
        ("亮度增加20%", "exposure 20"),
        ("亮度降低", "exposure -30"),
        ("增加對比，降低飽和度", "contrast; saturation -30"),
        ("增加对比度和饱和度", "contrast; saturation"),
        ("對比度提高亮度降低", "contrast; exposure -30"),
        ("背景模糊", "blur_background"),
        ("把背景模糊", "blur_background"),
        ("把背景換成淺藍色", "replace_background colour=#8cc5ec"),
        ("背景换成红色", "replace_background colour=#d63b2f"),
        ("白色背景", "replace_background colour=#ffffff"),
        ("背景變暗，主體變亮", "exposure -30 @background; exposure @subject"),
        ("把背景變成黑白", "black_and_white @background"),
        ("黑白，然後裁成4:3", "black_and_white; crop aspect=4:3"),
        ("變成鉛筆畫", "pencil"),
        ("油畫風", "oil"),
        ("水彩画", "watercolour"),
        ("卡通化", "cartoon"),
        ("復古", "sepia"),
        ("把紅色換成藍色", "recolour colour=#2f74d0 from=#d63b2f"),
        ("銳化並降噪", "sharpen; denoise"),
        ("去除雜訊", "denoise"),
        ("加白邊", "extend left=0.1 top=0.1 right=0.1 bottom=0.1 unit=fraction"),
        ("提亮暗部、壓低高光", "shadows; highlights -30"),
        ("自動增強", "auto"),
        ("除了主體以外都變黑白", "black_and_white @background"),
        ("給人臉打碼", "pixelate_faces"),
        ("模糊背景，強烈一點", "blur_background"),
        ("讓它更亮更鮮豔", "exposure; saturation"),
        ("很暖", "temperature 60"),
        ("負片", "invert"),
        ("色調分離", "posterise"),
        ("背景換成圖2", "replace_background image=2"),
        ("貼上第二張圖", "paste image=2 box=0.25,0.25,0.5,0.5"),
    ])
    func `Chinese is read in both scripts`(words: String, steps: String) throws {
        let reading = try DarkroomSupport.reading(words, others: [DarkroomSupport.second])
        #expect(reading.summary == steps)
        #expect(reading.notUnderstood == [])
    }

    @Test(arguments: [
        ("don't crop", ""),
        ("brighter, but don't crop it", "exposure"),
        ("warmer without a vignette", "temperature"),
        ("no grain and no vignette", ""),
        ("do not blur or sharpen, just brighten", "exposure"),
        ("不要裁切，調亮", "exposure"),
        ("別加暗角", ""),
        ("調亮但不要模糊背景", "exposure"),
    ])
    func `what is not wanted is no step`(words: String, steps: String) throws {
        let reading = try DarkroomSupport.reading(words)
        #expect(reading.summary == steps)
        #expect(reading.notUnderstood == [])
    }

    @Test(arguments: [
        ("make it warmer and frobnicate", "temperature", ["frobnicate"]),
        ("make the sky bluer", "", ["make sky bluer"]),
        ("blur the dog and brighten it", "exposure", ["blur dog"]),
        ("把天空變藍，調亮", "exposure", ["天空變藍"]),
        ("brigther", "", ["brigther"]),
        ("blur the zeppelin", "", ["zeppelin"]),
        ("straighten it", "", ["straighten"]),
        ("sepia but keep the subject in colour", "sepia", ["keep subject colour"]),
        ("調亮，嘰哩咕嚕", "exposure", ["嘰哩咕嚕"]),
    ])
    func `what is not understood is told in the person's words`(
        words: String,
        steps: String,
        strange: [String]
    ) throws {
        let reading = try DarkroomSupport.reading(words)
        #expect(reading.summary == steps)
        #expect(reading.notUnderstood == strange)
    }

    @Test(arguments: [
        ("brigther", EditTool.exposure), ("vingette", .vignette), ("contrsat", .contrast), ("cropp", .crop),
        ("水彩花", .watercolour), ("posterzie", .posterise),
    ])
    func `a slip of the pen leads to the nearest tool`(words: String, tool: EditTool) throws {
        #expect(try DarkroomSupport.reading(words).nearest.first == tool)
    }

    @Test(arguments: [
        ("erase it", "erase @mask"), ("remove the dog", "erase @mask"), ("抹掉", "erase @mask"),
        ("blur", "blur @mask"), ("warmer and crop to 1:1", "temperature @mask; crop aspect=1:1"),
        ("blur the background", "blur_background"),
    ])
    func `a painted mask says where`(words: String, steps: String) throws {
        #expect(try DarkroomSupport.reading(words, mask: DarkroomSupport.mask).summary == steps)
    }
}
