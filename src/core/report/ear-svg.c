/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is drawn is not the file that came but one written here, of shapes, colours and letters alone. So there is no difference between how
 * this reader and the library that draws understand a file: no document type and so no entity, no other encoding, no other
 * namespace, no instruction and no comment reaches it. What is made to take for ever is refused by counting its parts; ear-picture.c
 * stops what is slow all the same. */
#include "ear-svg.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ear-outside.h"
#include "ear-report.h"

#define SVG_NAMESPACE "http://www.w3.org/2000/svg"
#define BYTE_ORDER_MARK "\xef\xbb\xbf"
#define MAX_DEPTH 32
/* Of elements that are drawn, one as often as it is, and 256 bytes of what an element says as one more. A logo has some hundreds. */
#define MAX_WEIGHT 4000
#define BYTES_OF_ONE 256
/* One shape cannot be stopped while it is drawn, and lines that all cross take time as their square. */
#define MAX_ATTRIBUTE (32 * 1024)
/* Bytes of a path that say where curves go on smoothly (T). Each mirrors what bent the one before, which was mirrored, too: one after
 * another they grow, and some thousands, in no more bytes than an attribute may have, are longer than anybody can wait for. */
#define MAX_SMOOTH 1000

typedef struct
{
  guint own;   /* weight, without what it contains or refers to */
  guint end;   /* the node after the last inside it */
  guint first; /* reference, of those that are in it or after it */
  guint64 all; /* with all that it contains and refers to; 0: not worked out yet */
  gboolean entered;
} Node;

typedef struct
{
  GString *out, *css;
  GArray *nodes;           /* Node, in the order of the file */
  GPtrArray *references;   /* ids, in the order of the file */
  GPtrArray *of_css;       /* ids that any element may refer to */
  GHashTable *ids;         /* id → its node + 1 */
  guint open[MAX_DEPTH];   /* nodes that are open */
  guint depth;
  guint skipping;          /* elements that are open and not taken over */
} Reader;

/* Gradients cost nothing by themselves; the shape that has one is counted. */
static const char *const drawn[] = { "svg",     "g",        "symbol", "use",      "path",  "rect", "circle", "ellipse", "line", "polyline",
                                     "polygon", "clipPath", "mask",   "text",     "tspan", NULL };
static const char *const undrawn[] = { "defs", "linearGradient", "radialGradient", "stop", "style", NULL };
static const char *const told[] = { "title", "desc", "metadata", NULL };
/* These take time out of all proportion, or memory. Nothing but "none" is taken over. */
static const char *const costly[] = { "filter", "backdrop-filter", "stroke-dasharray", "marker", "marker-start", "marker-mid", "marker-end", NULL };

static gboolean
refuse (GError **error, const char *reason)
{
  /* Translators: then the reason, a sentence. */
  g_set_error (error, EAR_REPORT_ERROR, EAR_REPORT_ERROR_LOGO, _ ("This SVG picture cannot be a logo; the one before is kept. %s Save it as a PNG picture instead."), reason);
  return FALSE;
}

static gboolean
refuse_part (GError **error, const char *name)
{
  g_autofree char *shown = ear_outside_text (name);
  g_autofree char *reason = g_strdup_printf (_ ("It has “%s” in it, which a logo cannot have here."), shown);

  return refuse (error, reason);
}

static gboolean
refuse_outside (GError **error)
{
  return refuse (error, _ ("It needs something that is not in its own file."));
}

/* For ear-picture.c too. Returns: FALSE */
gboolean
ear_svg_refuse_size (GError **error)
{
  return refuse (error, _ ("It is made of more parts than can be drawn safely."));
}

/* Finds what a value refers to, which must be in the same file. With a backslash any word can be written so that it is not seen. */
static gboolean
find_references (const char *value, GPtrArray *references, GError **error)
{
  g_autofree char *lower = g_ascii_strdown (value, -1);

  if (strchr (value, '\\') != NULL)
    return refuse_outside (error);
  for (const char *at = strstr (lower, "url("); at != NULL; at = strstr (at, "url("))
    {
      at += strlen ("url(");
      at += strspn (at, " \t\r\n'\"");
      if (*at != '#')
        return refuse_outside (error);
      at++;
      g_ptr_array_add (references, g_strndup (value + (at - lower), strcspn (at, " \t\r\n'\")")));
    }
  return TRUE;
}

/* The property of "…{colour:red", after whatever precedes it. */
static const char *
property_of (const char *declaration, const char *colon)
{
  const char *at = colon;

  while (at > declaration && g_ascii_isspace (at[-1]))
    at--;
  while (at > declaration && (g_ascii_isalpha (at[-1]) || at[-1] == '-'))
    at--;
  return at;
}

static gboolean
is_none (const char *value)
{
  g_autofree char *plain = g_strstrip (g_strdup (value));

  return g_str_equal (plain, "none");
}

static gboolean
check_declaration (const char *declaration, GError **error)
{
  const char *colon = strchr (declaration, ':');
  g_autofree char *property = NULL;

  if (colon == NULL)
    return TRUE;
  property = g_strndup (property_of (declaration, colon), (gsize) (colon - property_of (declaration, colon)));
  g_strstrip (property);
  return !g_strv_contains (costly, property) || is_none (colon + 1) || refuse_part (error, property);
}

/* A rule that begins with @ may fetch a sheet or a font. */
static gboolean
check_css (const char *css, GPtrArray *references, GError **error)
{
  g_autoptr (GRegex) comments = g_regex_new ("/\\*.*?(\\*/|$)", G_REGEX_DOTALL | G_REGEX_DOLLAR_ENDONLY, 0, NULL);
  g_autofree char *plain = g_regex_replace_literal (comments, css, -1, 0, "", 0, error);
  g_autofree char *lower = plain == NULL ? NULL : g_ascii_strdown (plain, -1);
  g_auto (GStrv) declarations = lower == NULL ? NULL : g_strsplit_set (lower, "{};", -1);

  if (declarations == NULL)
    return FALSE;
  if (strchr (lower, '@') != NULL)
    return refuse_outside (error);
  for (guint i = 0; declarations[i] != NULL; i++)
    {
      if (!check_declaration (declarations[i], error))
        return FALSE;
    }
  return find_references (plain, references, error);
}

/* The name without the prefix that means SVG; %NULL: of something else. */
static const char *
local_name (const char *name)
{
  if (g_str_has_prefix (name, "svg:"))
    name += strlen ("svg:");
  return strchr (name, ':') == NULL ? name : NULL;
}

static void
write_attribute (Reader *reader, const char *name, const char *value)
{
  g_autofree char *escaped = g_markup_escape_text (value, -1);

  g_string_append_printf (reader->out, " %s=\"%s\"", name, escaped);
}

/* One letter may stand before many numbers. */
static guint
count_smooth (const char *path)
{
  gboolean smooth = FALSE;
  guint n = 0;

  for (const char *at = path; *at != '\0'; at++)
    {
      if (g_ascii_isalpha (*at) && *at != 'e' && *at != 'E')
        smooth = *at == 'T' || *at == 't';
      n += smooth;
    }
  return n;
}

static gboolean
read_attribute (Reader *reader, Node *node, const char *written, const char *value, GError **error)
{
  const char *name = g_str_equal (written, "xlink:href") ? "href" : local_name (written);

  /* Other programs' notes, and what is done when somebody points at it. */
  if (name == NULL || g_str_equal (name, "xmlns") || g_str_has_prefix (name, "on"))
    return TRUE;
  if (g_strv_contains (costly, name) && !is_none (value))
    return refuse_part (error, name);
  if (g_str_equal (name, "href"))
    {
      if (value[0] != '#')
        return refuse_outside (error);
      g_ptr_array_add (reader->references, g_strdup (value + 1));
    }
  else if (!(g_str_equal (name, "style") ? check_css (value, reader->references, error) : find_references (value, reader->references, error)))
    return FALSE;
  if (g_str_equal (name, "id"))
    g_hash_table_insert (reader->ids, g_strdup (value), GUINT_TO_POINTER (reader->nodes->len + 1));
  if (strlen (value) > MAX_ATTRIBUTE || (g_str_equal (name, "d") && count_smooth (value) > MAX_SMOOTH))
    return ear_svg_refuse_size (error);
  node->own += (guint) strlen (value) / BYTES_OF_ONE;
  write_attribute (reader, name, value);
  return TRUE;
}

static gboolean
open_element (Reader *reader, const char *name, const char **names, const char **values, GError **error)
{
  Node node = { .own = g_strv_contains (drawn, name), .first = reader->references->len };

  if (reader->depth == MAX_DEPTH || reader->nodes->len >= MAX_WEIGHT)
    return ear_svg_refuse_size (error);
  if ((reader->depth == 0) != (reader->nodes->len == 0) || (reader->depth == 0 && !g_str_equal (name, "svg")))
    return refuse (error, _ ("It cannot be read."));
  g_string_append_printf (reader->out, "<%s%s", name, reader->depth == 0 ? " xmlns=\"" SVG_NAMESPACE "\"" : "");
  for (guint i = 0; names[i] != NULL; i++)
    {
      if (!read_attribute (reader, &node, names[i], values[i], error))
        return FALSE;
    }
  g_string_append_c (reader->out, '>');
  reader->open[reader->depth++] = reader->nodes->len;
  g_array_append_val (reader->nodes, node);
  return TRUE;
}

static void
start_cb (GMarkupParseContext *context G_GNUC_UNUSED, const char *written, const char **names, const char **values, gpointer data,
          GError **error)
{
  Reader *reader = data;
  const char *name = local_name (written);

  if (reader->skipping > 0 || name == NULL || g_strv_contains (told, name))
    reader->skipping++;
  else if (!g_strv_contains (drawn, name) && !g_strv_contains (undrawn, name))
    refuse_part (error, name);
  else
    open_element (reader, name, names, values, error);
}

static gboolean
close_css (Reader *reader, GError **error)
{
  g_autofree char *escaped = g_markup_escape_text (reader->css->str, -1);

  g_string_append (reader->out, escaped);
  return check_css (reader->css->str, reader->of_css, error);
}

static void
end_cb (GMarkupParseContext *context G_GNUC_UNUSED, const char *written, gpointer data, GError **error)
{
  Reader *reader = data;
  const char *name = local_name (written);

  if (reader->skipping > 0)
    {
      reader->skipping--;
      return;
    }
  if (g_str_equal (name, "style") && !close_css (reader, error))
    return;
  g_string_truncate (reader->css, 0);
  g_string_append_printf (reader->out, "</%s>", name);
  g_array_index (reader->nodes, Node, reader->open[--reader->depth]).end = reader->nodes->len;
}

static void
text_cb (GMarkupParseContext *context, const char *text, gsize length, gpointer data, GError **error G_GNUC_UNUSED)
{
  Reader *reader = data;
  const char *name = reader->skipping > 0 || reader->depth == 0 ? NULL : local_name (g_markup_parse_context_get_element (context));
  g_autofree char *escaped = g_markup_escape_text (text, (gssize) length);

  if (g_strcmp0 (name, "style") == 0)
    g_string_append_len (reader->css, text, (gssize) length);
  else if (g_strcmp0 (name, "text") == 0 || g_strcmp0 (name, "tspan") == 0)
    g_string_append (reader->out, escaped);
}

/* Comments and instructions are left out; a document type may be there, but not with a subset of its own, where entities are. */
static void
rest_cb (GMarkupParseContext *context G_GNUC_UNUSED, const char *text, gsize length, gpointer data G_GNUC_UNUSED, GError **error)
{
  if (g_str_has_prefix (text, "<!DOCTYPE") && memchr (text, '[', length) != NULL)
    refuse_part (error, "<!ENTITY>");
}

static guint64 weigh (Reader *reader, guint at);

/* Returns: 0 where it refers to itself. */
static guint64
weigh_reference (Reader *reader, const char *id)
{
  guint found = GPOINTER_TO_UINT (g_hash_table_lookup (reader->ids, id));

  /* What refers to nothing is drawn as nothing. */
  return found == 0 ? 1 : weigh (reader, found - 1);
}

static guint64
weigh (Reader *reader, guint at)
{
  Node *node = &g_array_index (reader->nodes, Node, at);
  guint end = node->end < reader->nodes->len ? g_array_index (reader->nodes, Node, node->end).first : reader->references->len;
  guint64 all = 1;

  if (node->all > 0 || node->entered)
    return node->all;
  node->entered = TRUE;
  for (guint i = at; i < node->end; i++)
    all += g_array_index (reader->nodes, Node, i).own;
  for (guint i = node->first; i < end; i++)
    {
      guint64 weight = weigh_reference (reader, reader->references->pdata[i]);

      if (weight == 0)
        return 0;
      all = MIN (all + weight, MAX_WEIGHT + 1);
    }
  return node->all = all;
}

/* A rule of a sheet may be that of every element. */
static gboolean
check_weight (Reader *reader, GError **error)
{
  guint64 all = weigh (reader, 0);
  guint n = reader->nodes->len;

  for (guint i = 0; i < reader->of_css->len && all > 0 && all <= MAX_WEIGHT; i++)
    {
      guint64 weight = weigh_reference (reader, reader->of_css->pdata[i]);

      /* One is a gradient, which is none. */
      all = weight == 0 ? 0 : all + (weight - 1) * n;
    }
  return (all > 0 && all <= MAX_WEIGHT) || ear_svg_refuse_size (error);
}

static void
reader_clear (Reader *reader)
{
  if (reader->out != NULL)
    g_string_free (reader->out, TRUE);
  g_string_free (reader->css, TRUE);
  g_array_unref (reader->nodes);
  g_ptr_array_unref (reader->references);
  g_ptr_array_unref (reader->of_css);
  g_hash_table_unref (reader->ids);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reader, reader_clear)

static gboolean
parse (Reader *reader, const char *text, GError **error)
{
  static const GMarkupParser parser = { start_cb, end_cb, text_cb, rest_cb, NULL };
  g_autoptr (GMarkupParseContext) context = g_markup_parse_context_new (&parser, G_MARKUP_TREAT_CDATA_AS_TEXT, reader, NULL);
  g_autoptr (GError) local = NULL;

  if (g_markup_parse_context_parse (context, text, -1, &local) && g_markup_parse_context_end_parse (context, &local))
    return reader->nodes->len > 0 || refuse (error, _ ("It cannot be read."));
  if (!g_error_matches (local, EAR_REPORT_ERROR, EAR_REPORT_ERROR_LOGO))
    return refuse (error, _ ("It cannot be read."));
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/**
 * ear_svg_tidy:
 * @svg: at most as long as a logo may be
 *
 * Returns: (transfer full) (nullable): an SVG picture that looks the same, needs nothing else and is drawn in bounded time;
 *   %NULL with %EAR_REPORT_ERROR_LOGO where there is none. Any thread.
 */
char *
ear_svg_tidy (GBytes *svg, GError **error)
{
  gsize size;
  const char *bytes = g_bytes_get_data (svg, &size);
  g_autofree char *text = g_strndup (bytes == NULL ? "" : bytes, size);
  g_auto (Reader) reader = { .out = g_string_new (NULL),
                             .css = g_string_new (NULL),
                             .nodes = g_array_new (FALSE, FALSE, sizeof (Node)),
                             .references = g_ptr_array_new_with_free_func (g_free),
                             .of_css = g_ptr_array_new_with_free_func (g_free),
                             .ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL) };

  if (!parse (&reader, g_str_has_prefix (text, BYTE_ORDER_MARK) ? text + strlen (BYTE_ORDER_MARK) : text, error) || !check_weight (&reader, error))
    return NULL;
  return g_string_free (g_steal_pointer (&reader.out), FALSE);
}
