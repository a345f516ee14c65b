package dev.triggered.tracking.response;

import dev.triggered.tracking.response.HtmlMarks.Mark;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The links of one mail, and what takes their place. Used once, by one thread. */
final class Links {
    /** How much longer a text usually becomes by a link, in characters. */
    private static final int ROOM = 128;

    private final String base;
    private final LinkTokens.Signer signer;
    private final List<Place> html;
    private final List<Place> text;
    private int count;

    Links(String base, LinkTokens.Signer signer, List<Mark> html, List<Mark> text) {
        this.base = base;
        this.signer = signer;
        this.html = numbered(html);
        this.text = numbered(text);
    }

    /** Numbers what can be tracked, and leaves out what stays as it is. */
    private List<Place> numbered(List<Mark> marks) {
        List<Place> places = new ArrayList<>(marks.size());
        for (Mark mark : marks) {
            Optional<String> target =
                    mark.address().flatMap(WebTarget::of).filter(address -> !address.startsWith(base));
            if (mark.address().isEmpty()) {
                places.add(new Place(mark, 0, ""));
            } else if (target.isPresent() && count < Instruments.MOST_LINKS) {
                count++;
                places.add(new Place(mark, count, target.get()));
            }
        }
        return places;
    }

    /** Returns HTML with its links replaced, and an image at a place of it. */
    String inHtml(String whole, int imageAt, String image) {
        StringBuilder out = new StringBuilder(whole.length() + ROOM * (html.size() + 1));
        int done = 0;
        boolean shown = image.isEmpty();
        for (Place place : html) {
            if (!shown && place.mark.start() >= imageAt) {
                out.append(whole.substring(done, imageAt)).append(image);
                done = imageAt;
                shown = true;
            }
            done = replace(whole, done, place, out);
        }
        if (!shown) {
            out.append(whole.substring(done, imageAt)).append(image);
            done = imageAt;
        }
        return out.append(whole.substring(done)).toString();
    }

    /** Returns plain text with its links replaced. */
    String inText(String whole) {
        if (text.isEmpty()) {
            return whole;
        }
        StringBuilder out = new StringBuilder(whole.length() + ROOM * text.size());
        int done = 0;
        for (Place place : text) {
            done = replace(whole, done, place, out);
        }
        return out.append(whole.substring(done)).toString();
    }

    private int replace(String whole, int done, Place place, StringBuilder out) {
        out.append(whole.substring(done, place.mark.start()));
        if (place.number > 0) {
            out.append(base).append(signer.click(new LinkToken.Link(place.number, count, place.target)));
        }
        return place.mark.end();
    }

    /** A mark with the number of its link, 0 for what is only taken out. */
    private record Place(Mark mark, int number, String target) {}
}
