/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The logo that a workbook keeps: PNG, or SVG from outside, which may be made to do harm. */
#include <cairo.h>
#include <glib/gstdio.h>

#include "ear-document.h"
#include "ear-svg.h"
#include "report-support.h"

#define SVG(attributes) "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" " attributes ">"
#define SQUARE SVG ("viewBox=\"0 0 10 10\"")
#define END "</svg>"

static cairo_status_t
append (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

static GBytes *
draw_png (int width, int height)
{
  GByteArray *bytes = g_byte_array_new ();
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);

  cairo_surface_write_to_png_stream (surface, append, bytes);
  cairo_surface_destroy (surface);
  return g_byte_array_free_to_bytes (bytes);
}

/* A picture that is none, too large, or cut off is refused, and the one before stays. */
static void
test_logo (void)
{
  g_autoptr (World) world = report_world_new ();
  g_autoptr (GBytes) logo = draw_png (60, 20), high = draw_png (2, EAR_LOGO_MAX_PIXELS + 1);
  g_autoptr (GBytes) cut = g_bytes_new_from_bytes (logo, 0, g_bytes_get_size (logo) - 20);
  g_autoptr (GBytes) text = g_bytes_new_static ("<svg xmlns=\"http://www.w3.org/2000/svg\"/>", 40);
  GBytes *const refused[] = { high, cut, text };
  static const char *const names[] = { "report.html", "report.odt", "report.pdf" };
  g_autoptr (GBytes) kept = NULL;

  g_assert_true (ear_report_logo_keep (world->store, logo, NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (ear_report_logo_keep (world->store, refused[i], &error));
      g_assert_error (error, EAR_REPORT_ERROR, EAR_REPORT_ERROR_LOGO);
    }
  kept = ear_report_logo_load (world->store, NULL);
  g_assert_true (g_bytes_equal (kept, logo));
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const EarReportOptions options = { .kind = EAR_REPORT_PLAIN, .organisation = "An organisation" };
      g_autofree char *with = report_write (world, &options, names[i]);
      gsize size, size_without;
      g_autofree char *bytes = report_read (with, &size), *without = NULL, *bytes_without = NULL;

      ear_report_logo_keep (world->store, NULL, NULL);
      without = report_write (world, &options, names[i]);
      bytes_without = report_read (without, &size_without);
      g_assert_cmpuint (size, >, size_without + 40);
      g_assert_true (ear_report_logo_keep (world->store, logo, NULL));
    }
}

static GBytes *
bytes_of (const char *text)
{
  return g_bytes_new (text, strlen (text));
}

/* (transfer full): what an SVG picture becomes. */
static cairo_surface_t *
draw_svg (const char *text)
{
  g_autoptr (GBytes) svg = bytes_of (text);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) png = ear_picture_from_file (svg, &error);
  cairo_surface_t *picture;

  g_assert_no_error (error);
  g_assert_true (ear_picture_is_fit (png));
  picture = ear_picture_decode (png);
  return picture;
}

static guint32
pixel (cairo_surface_t *picture, int x, int y)
{
  return ((const guint32 *) (const void *) (cairo_image_surface_get_data (picture) + y * cairo_image_surface_get_stride (picture)))[x];
}

/* Colours of the whole, of a class, through a clone and in a gradient; as drawing programs write it. */
static void
test_svg (void)
{
  static const char written[]
    = "\xef\xbb\xbf<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"no\"?>\n"
      "<!-- Made with a program -->\n"
      "<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd\">\n"
      "<svg xmlns:inkscape=\"http://www.inkscape.org/namespaces/inkscape\" xmlns:svg=\"http://www.w3.org/2000/svg\" "
      "xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" width=\"40mm\" height=\"20mm\" "
      "viewBox=\"0 0 40 20\" inkscape:version=\"1.4\" onload=\"alert(1)\">"
      "<title>Ours &amp; yours</title><metadata><anything/></metadata><inkscape:view><inkscape:page/></inkscape:view>"
      "<style><![CDATA[ .a > b, .a { fill: #ff0000; stroke-dasharray: none } /* kept */ ]]></style>"
      "<defs><linearGradient id=\"G\"><stop stop-color=\"#00f\"/></linearGradient><rect id=\"r\" width=\"10\" height=\"20\"/>"
      "<clipPath id=\"c\"><use xlink:href=\"#r\"/></clipPath></defs>"
      "<rect class=\"a\" width=\"10\" height=\"20\"/>"
      "<svg:use xlink:href=\"#r\" x=\"10\" fill=\"#0f0\"/>"
      "<g style=\"fill:url(#G);stroke-dasharray:none\"><rect x=\"20\" width=\"10\" height=\"20\"/></g>"
      "<g transform=\"translate(30)\"><rect width=\"40\" height=\"20\" clip-path=\"url( '#c' )\" fill=\"#fff\"/></g></svg>\n";
  cairo_surface_t *picture = draw_svg (written);
  static const guint32 colours[] = { 0xff0000, 0x00ff00, 0x0000ff, 0xffffff };

  g_assert_cmpint (cairo_image_surface_get_width (picture), ==, 800);
  g_assert_cmpint (cairo_image_surface_get_height (picture), ==, 400);
  for (guint i = 0; i < G_N_ELEMENTS (colours); i++)
    g_assert_cmphex (pixel (picture, 100 + 200 * (int) i, 200) & 0xffffff, ==, colours[i]);
  cairo_surface_destroy (picture);
  /* Where nothing is drawn the page shows through. */
  picture = draw_svg (SVG ("width=\"10\" height=\"30\"") END);
  g_assert_cmpint (cairo_image_surface_get_height (picture), ==, 800);
  g_assert_cmpint (cairo_image_surface_get_format (picture), ==, CAIRO_FORMAT_ARGB32);
  g_assert_cmphex (pixel (picture, 5, 5), ==, 0);
  cairo_surface_destroy (picture);
}

/* What reaches the library that draws: shapes, and of the rest nothing. */
static void
test_tidy (void)
{
  g_autoptr (GBytes) svg
    = bytes_of ("<?xml-stylesheet href='http://x/'?><svg:svg xmlns:svg='http://www.w3.org/2000/svg' xmlns:i='http://www.w3.org/2000/svg' "
                "onclick='x()' width='1' height='1'><i:script>alert(1)</i:script><svg:text i:href='http://x/'>a &lt;&#98; <!-- x --></svg:text>"
                "</svg:svg>");
  g_autofree char *tidy = ear_svg_tidy (svg, NULL);

  g_assert_cmpstr (tidy, ==, "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1\" height=\"1\"><text>a &lt;b </text></svg>");
}

typedef struct
{
  const char *name, *svg, *reason;
} Hostile;

#define PART "a logo cannot have here"
#define OUTSIDE "not in its own file"
#define MUCH "more parts than can be drawn"
#define UNREAD "cannot be read"
#define UNFIT "Choose an SVG picture"

static const Hostile hostile[] = {
  { "nothing", "", UNREAD },
  { "text", "A logo", UNREAD },
  { "web page", "<html><body/></html>", PART },
  { "cut off", SQUARE "<g>", UNREAD },
  { "two roots", SQUARE END SQUARE END, UNREAD },
  { "script", SQUARE "<script>alert(1)</script>" END, PART },
  { "page inside", SQUARE "<foreignObject><p xmlns=\"http://www.w3.org/1999/xhtml\"/></foreignObject>" END, PART },
  { "a file's picture", SQUARE "<image xlink:href=\"file:///etc/passwd\" width=\"9\" height=\"9\"/>" END, PART },
  { "a packed picture", SQUARE "<image href=\"data:image/png;base64,AAAA\" width=\"9\" height=\"9\"/>" END, PART },
  { "a file's shape", SQUARE "<use xlink:href=\"file:///etc/passwd#a\"/>" END, OUTSIDE },
  { "a server's shape", SQUARE "<use href=\"http://example.org/a.svg#a\"/>" END, OUTSIDE },
  { "a server's colour", SQUARE "<rect fill=\"url(http://example.org/a.svg#a)\"/>" END, OUTSIDE },
  { "in a style", SQUARE "<rect style=\"fill:URL( 'http://example.org/a.svg#a')\"/>" END, OUTSIDE },
  { "a server's sheet", SQUARE "<style>@import url(http://example.org/a.css);</style>" END, OUTSIDE },
  { "a server's font", SQUARE "<style>@font-face { font-family: a; src: url(#a) }</style>" END, OUTSIDE },
  { "hidden letters", SQUARE "<style>.a { fill: u\\72l(http://example.org/a) }</style>" END, OUTSIDE },
  { "an entity", "<!DOCTYPE svg [<!ENTITY a \"b\">]>" SQUARE "<text>&a;</text>" END, PART },
  { "a file's entity", "<!DOCTYPE svg [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>" SQUARE "<text>&a;</text>" END, PART },
  { "an unknown entity", SQUARE "<text>&a;</text>" END, UNREAD },
  { "other letters", "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>" SQUARE "<text>\xe9</text>" END, UNREAD },
  { "a filter", SQUARE "<filter id=\"a\"><feTurbulence/></filter>" END, PART },
  { "a filter's name", SQUARE "<rect filter=\"blur(400)\"/>" END, PART },
  { "a filter in a style", SQUARE "<rect style=\"fill:red; /**/filter : blur(400px)\"/>" END, PART },
  { "a filter in a sheet", SQUARE "<style>rect{filter/**/:blur(400px)}</style>" END, PART },
  { "a pattern", SQUARE "<pattern id=\"a\"/>" END, PART },
  { "dashes", SQUARE "<path d=\"M0 0H1e6\" stroke-dasharray=\".001\"/>" END, PART },
  { "marks", SQUARE "<path d=\"M0 0H1\" marker-mid=\"url(#a)\"/>" END, PART },
  { "moving", SQUARE "<rect><animate attributeName=\"x\"/></rect>" END, PART },
  { "itself", SQUARE "<g id=\"a\"><use href=\"#a\"/></g>" END, MUCH },
  { "each other", SQUARE "<g id=\"a\"><use href=\"#b\"/></g><g id=\"b\"><use href=\"#a\"/></g>" END, MUCH },
  { "no size", SVG ("") "<rect width=\"9\" height=\"9\"/>" END, UNFIT },
  { "no height", SVG ("viewBox=\"0 0 10 0\"") END, UNFIT },
  { "a line", SVG ("viewBox=\"0 0 1000 1\"") END, UNFIT },
  { "no number", SVG ("width=\"1e999\" height=\"NaN\"") END, UNFIT },
};

static void
assert_refused (const char *name, GBytes *contents, const char *reason)
{
  g_autoptr (GError) error = NULL;

  g_test_message ("%s", name);
  g_assert_null (ear_picture_from_file (contents, &error));
  g_assert_error (error, EAR_REPORT_ERROR, EAR_REPORT_ERROR_LOGO);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, reason));
  g_assert_nonnull (strstr (error->message, "the one before is kept"));
}

static void
test_hostile (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (hostile); i++)
    {
      g_autoptr (GBytes) svg = bytes_of (hostile[i].svg);

      assert_refused (hostile[i].name, svg, hostile[i].reason);
    }
}

/* However large it says it is, it is drawn as large as a logo. */
static void
test_huge (void)
{
  static const char *const sizes[] = { SVG ("width=\"1000000000\" height=\"1000000000\"") END, SVG ("width=\"1e-9\" height=\"1e-9\"") END,
                                       SVG ("width=\"9e30mm\" height=\"9e30mm\" viewBox=\"0 0 1 1\"") "<rect width=\"9e30\" height=\"9e30\"/>" END };

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      cairo_surface_t *picture = draw_svg (sizes[i]);

      g_assert_cmpint (cairo_image_surface_get_width (picture), ==, 800);
      g_assert_cmpint (cairo_image_surface_get_height (picture), ==, 800);
      cairo_surface_destroy (picture);
    }
}

/* Ten of what is ten of what is ten …: a billion, were it drawn. By clones, by clips, and by a rule that all elements have. */
static void
test_laughs (void)
{
  static const struct
  {
    const char *before, *after;
  } ways[] = { { "<use href=\"#l", "\"/>" }, { "<rect clip-path=\"url(#l", ")\"/>" }, { "<rect style=\"mask:url(#l", ")\"/>" } };

  for (gsize way = 0; way < G_N_ELEMENTS (ways); way++)
    {
      g_autoptr (GString) text = g_string_new (SQUARE "<g id=\"l0\"><rect width=\"9\" height=\"9\"/></g>");
      g_autoptr (GBytes) svg = NULL;

      for (guint level = 1; level < 10; level++)
        {
          g_string_append_printf (text, "<clipPath id=\"l%u\">", level);
          for (guint i = 0; i < 10; i++)
            g_string_append_printf (text, "%s%u%s", ways[way].before, level - 1, ways[way].after);
          g_string_append (text, "</clipPath>");
        }
      g_string_append (text, END);
      svg = bytes_of (text->str);
      assert_refused (ways[way].before, svg, MUCH);
    }
}

static GBytes *
repeat (const char *before, const char *what, guint n, const char *after)
{
  g_autoptr (GString) text = g_string_new (before);

  for (guint i = 0; i < n; i++)
    g_string_append (text, what);
  g_string_append (text, after);
  return bytes_of (text->str);
}

#define ONE "<use href=\"#a\"/>"
#define MANY ONE ONE ONE ONE ONE ONE ONE ONE ONE ONE

/* Each limit, from both sides. */
static void
test_limits (void)
{
  g_autoptr (GBytes) many = repeat (SQUARE, "<rect width=\"9\" height=\"9\"/>", 4000, END), deep = repeat (SQUARE, "<g>", 40, END),
                     long_path = repeat (SQUARE "<path d=\"M0 0", "L9 9L0 0", 4096, "\"/>" END),
                     smooth = repeat (SQUARE "<path d=\"M0 0T", "9-9 99 9 ", 1000, "\"/>" END),
                     smooth_each = repeat (SQUARE "<path d=\"M0 0", "T9-9t99 9", 1000, "\"/>" END),
                     bent = repeat (SQUARE "<path d=\"M0 0", "s9-9 99 9", 1000, "\"/>" END),
                     often = repeat (SQUARE "<defs><path id=\"a\" d=\"", "M0 0L9 9", 2048, "\"/></defs>" MANY MANY MANY MANY MANY MANY MANY END),
                     sheet = repeat (SQUARE "<style>rect{mask:url(#m)}</style><mask id=\"m\"><g/><g/></mask>", "<rect/>", 2000, END),
                     large = repeat (SQUARE "<title>", "0123456789abcdef", EAR_LOGO_MAX_BYTES / 16, "</title>" END),
                     enough = repeat (SQUARE, "<g><rect width=\"9\" height=\"9\" fill-opacity=\".1\"/></g>", 1900, END);
  g_autoptr (GBytes) png = ear_picture_from_file (enough, NULL);
  g_autofree char *tidy_bent = ear_svg_tidy (bent, NULL);

  assert_refused ("many", many, MUCH);
  assert_refused ("deep", deep, MUCH);
  assert_refused ("long path", long_path, MUCH);
  assert_refused ("smooth", smooth, MUCH);
  assert_refused ("smooth, each by itself", smooth_each, MUCH);
  g_assert_nonnull (tidy_bent);
  assert_refused ("often", often, MUCH);
  assert_refused ("a rule of all", sheet, MUCH);
  assert_refused ("large", large, UNFIT);
  g_assert_nonnull (png);
}

/* What is slow all the same is stopped: here no time is given at all. */
static void
test_late (void)
{
  g_autoptr (GBytes) svg = repeat (SQUARE, "<g opacity=\".5\"><rect width=\"9\" height=\"9\"/></g>", 1990, END);
  g_autofree char *tidy = ear_svg_tidy (svg, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (tidy);
  g_assert_null (ear_svg_draw (tidy, 0, &error));
  g_assert_error (error, EAR_REPORT_ERROR, EAR_REPORT_ERROR_LOGO);
  g_assert_nonnull (strstr (error->message, MUCH));
}

/* A picture beside it is not looked at, whatever the path. */
static void
test_beside (void)
{
  g_autoptr (World) world = report_world_new ();
  g_autofree char *path = g_build_filename (world->folder, "beside.svg", NULL), *text = NULL;
  g_autoptr (GBytes) svg = NULL;

  g_assert_true (g_file_set_contents (path, SQUARE "<g id=\"a\"><rect width=\"9\" height=\"9\"/></g>" END, -1, NULL));
  text = g_strdup_printf (SQUARE "<use href=\"%s#a\"/>" END, path);
  svg = bytes_of (text);
  assert_refused ("beside", svg, OUTSIDE);
}

/* What is kept of an SVG picture is PNG, and stays where another is refused. */
static void
test_kept (void)
{
  g_autoptr (World) world = report_world_new ();
  g_autoptr (GBytes) good = bytes_of (SQUARE "<rect width=\"9\" height=\"9\" fill=\"#0a544c\"/>" END), bad = bytes_of (SQUARE "<image/>" END);
  g_autoptr (GBytes) kept = NULL, still = NULL, drawn = ear_picture_from_file (good, NULL);

  g_assert_true (ear_report_logo_keep (world->store, good, NULL));
  kept = ear_report_logo_load (world->store, NULL);
  g_assert_true (ear_picture_is_fit (kept));
  g_assert_true (g_bytes_equal (kept, drawn));
  g_assert_false (ear_report_logo_keep (world->store, bad, NULL));
  still = ear_report_logo_load (world->store, NULL);
  g_assert_true (g_bytes_equal (kept, still));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/report/logo/png", test_logo);
  g_test_add_func ("/report/logo/svg", test_svg);
  g_test_add_func ("/report/logo/tidy", test_tidy);
  g_test_add_func ("/report/logo/hostile", test_hostile);
  g_test_add_func ("/report/logo/huge", test_huge);
  g_test_add_func ("/report/logo/laughs", test_laughs);
  g_test_add_func ("/report/logo/limits", test_limits);
  g_test_add_func ("/report/logo/late", test_late);
  g_test_add_func ("/report/logo/beside", test_beside);
  g_test_add_func ("/report/logo/kept", test_kept);
  return g_test_run ();
}
