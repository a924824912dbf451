/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A document as one HTML file that needs nothing else: no script, no font, no address of anything; pictures are in it. The
 * file is well-formed XML too, so that any XML parser can read the figures back. */
#include "ear-document.h"

#include <glib/gi18n-lib.h>

/* Of a chart, before it takes the width that there is. */
#define CHART_WIDTH 760

/* The policy forbids a browser to fetch anything, whatever a text may hold. */
static const char head_start[]
  = "<meta charset=\"utf-8\"/>\n"
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\"/>\n"
    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n"
    "<meta name=\"generator\" content=\"Earshot\"/>\n";

/* Large print: 16 points on paper, one page. */
static const char large_style[]
  = "<style>\nbody{font-size:1.375rem;line-height:1.4}h1{font-size:2.4rem}h2{font-size:1.75rem;border:0;margin:1em 0 .2em}\n"
    "li{margin:.25em 0}p{margin:.5em 0}\n"
    "@media print{@page{size:A4;margin:1.5cm}body{font-size:16pt;line-height:1.25}h1{font-size:26pt;margin:0 0 .2em}"
    "h2{font-size:19pt;margin:.5em 0 .15em}ul{margin:.2em 0}li{margin:.1em 0}.subtitle{margin:0}p,ul{max-width:none}}\n"
    "</style>\n";

/* All colours keep a contrast of at least 7 to 1 with what they stand on, in both schemes. */
static const char style[]
  = "<style>\n"
    ":root{color-scheme:light dark;--text:#1d1d20;--page:#fff;--soft:#f1f4f4;--line:#8a9494;--accent:#0a544c;"
    "--warn:#fff4d6;--warn-line:#8a5a00}\n"
    "@media (prefers-color-scheme:dark){:root{--text:#f2f2f2;--page:#1a1c1d;--soft:#262a2b;--line:#8a9494;"
    "--accent:#8fdcd0;--warn:#3a2f10;--warn-line:#e0b050}}\n"
    "*{box-sizing:border-box}\n"
    "body{margin:0;background:var(--page);color:var(--text);font:1.0625rem/1.55 system-ui,sans-serif;"
    "overflow-wrap:break-word}\n"
    "main,footer{max-width:72rem;margin:0 auto;padding:1.5rem}\n"
    "p,ul,figure,.notice{max-width:70ch}\n"
    "h1,h2,h3,h4{line-height:1.2;color:var(--accent);margin:2em 0 .5em}\n"
    "h1{font-size:2.1rem;margin-top:.5em}h2{font-size:1.6rem;border-bottom:1px solid var(--line);padding-bottom:.2em}\n"
    "h3{font-size:1.25rem}h4{font-size:1.08rem}\n"
    ".subtitle{font-size:1.2rem;margin-top:-.4em}\n"
    ".notice{background:var(--warn);border:2px solid var(--warn-line);border-radius:.4rem;padding:.2rem 1rem;"
    "font-weight:600;margin:1.5rem 0}\n"
    "a{color:var(--accent)}\n"
    ".skip{position:absolute;inset-inline-start:-99rem;background:var(--page);padding:.6rem 1rem}\n"
    ".skip:focus{inset-inline-start:.5rem;top:.5rem;z-index:1}\n"
    ":focus-visible{outline:3px solid var(--accent);outline-offset:2px}\n"
    ".table{overflow-x:auto;margin:1.2rem 0}\n"
    "table{border-collapse:collapse;font-variant-numeric:tabular-nums}\n"
    "caption{text-align:start;font-weight:600;padding:.3rem 0;min-width:18rem}\n"
    "th,td{padding:.3rem .7rem;border-bottom:1px solid var(--line);text-align:start;vertical-align:top}\n"
    "thead th{background:var(--soft);vertical-align:bottom}\n"
    "tbody th{font-weight:400;min-width:12rem}\n"
    ".n{text-align:end}\n"
    ".d1{padding-inline-start:1.8rem}.d2{padding-inline-start:2.9rem}.d3{padding-inline-start:4rem}"
    ".d4{padding-inline-start:5.1rem}\n"
    ".chart{margin:1.2rem 0;border:0;padding:0;max-width:none}.chart svg{display:block;width:100%;max-width:760px;height:auto;"
    "background:#fff}\n"
    ".logo{max-height:5rem;max-width:18rem;display:block;background:#fff}\n"
    "figure{margin:1.2rem 0;border-inline-start:4px solid var(--accent);padding-inline-start:1rem}\n"
    "blockquote{margin:0;font-size:1.15em;line-height:1.5}blockquote p{margin:.3em 0}\n"
    ".note{font-size:.9em;margin-top:-.7rem}\n"
    "figcaption{font-size:.95em}\n"
    "footer{border-top:1px solid var(--line)}\n"
    "@media (max-width:36rem){main,footer{padding:1rem}th,td{padding:.3rem .3rem;font-size:.88em}tbody th{min-width:5.5rem}"
    /* So that its letters can be read, it is as wide as it must be, and moves sideways as a wide table does. */
    ".chart{overflow-x:auto}.chart svg{min-width:36rem}}\n"
    "@media print{:root{--text:#000;--page:#fff;--soft:#eee;--line:#777;--accent:#000;--warn:#fff;--warn-line:#000}\n"
    "@page{margin:2cm}body{font-size:10.5pt}main,footer{max-width:none;padding:0}.skip,nav{display:none}"
    ".table{overflow:visible}table{font-size:9pt}thead{display:table-header-group}th,td{padding:.2rem .3rem}tbody th{min-width:9rem}"
    ".d1{padding-inline-start:1.2rem}.d2{padding-inline-start:2rem}.d3{padding-inline-start:2.8rem}.d4{padding-inline-start:3.6rem}"
    "tr,figure,.notice,li{break-inside:avoid}h2,h3,h4,caption,h2+p,h3+p,p:has(+ul){break-after:avoid}}\n"
    "</style>\n";

static void
append_escaped (GString *html, const char *text)
{
  for (const char *p = text; *p != '\0'; p++)
    {
      guchar c = (guchar) *p;

      if (c == '&')
        g_string_append (html, "&amp;");
      else if (c == '<')
        g_string_append (html, "&lt;");
      else if (c == '>')
        g_string_append (html, "&gt;");
      else if (c == '"')
        g_string_append (html, "&quot;");
      else if (c == '\n')
        g_string_append (html, "<br/>");
      else if (c >= ' ' || c == '\t')
        g_string_append_c (html, (char) c);
    }
}

/* An element with the text's language, where it is known, and direction. Line breaks do not go into attributes. */
static void
append_element (GString *html, const char *name, const char *attributes, const char *text, const char *language)
{
  g_string_append_printf (html, "<%s%s", name, attributes);
  if (language != NULL)
    {
      g_string_append (html, " lang=\"");
      append_escaped (html, language);
      g_string_append_c (html, '"');
    }
  if (ear_text_is_right_to_left (text))
    g_string_append (html, " dir=\"rtl\"");
  else if (language != NULL)
    g_string_append (html, " dir=\"ltr\"");
  g_string_append_c (html, '>');
  append_escaped (html, text);
  g_string_append_printf (html, "</%s>\n", name);
}

static const EarText *
first_text (const EarBlock *block)
{
  return g_ptr_array_index (block->texts, 0);
}

static void
append_texts (GString *html, const EarBlock *block, const char *name)
{
  for (guint i = 0; i < block->texts->len; i++)
    {
      const EarText *text = g_ptr_array_index (block->texts, i);

      append_element (html, name, "", text->text, text->language);
    }
}

static void
append_heading (GString *html, const EarBlock *block, guint number)
{
  /* The title is the document's h1. */
  const char *const names[] = { "h2", "h3", "h4" };
  g_autofree char *id = g_strdup_printf (" id=\"section-%u\"", number);

  append_element (html, names[block->level - 1], id, first_text (block)->text, NULL);
}

static void
append_row (GString *html, const EarDocumentTable *table, const EarDocumentRow *row)
{
  g_autofree char *attributes = row->depth == 0 ? g_strdup (" scope=\"row\"")
                                                : g_strdup_printf (" scope=\"row\" class=\"d%u\"", MIN (row->depth, 4));

  g_string_append (html, "<tr>");
  append_element (html, "th", attributes, row->label, NULL);
  for (guint c = 0; c < row->cells->len; c++)
    {
      const EarDocumentColumn *column = g_ptr_array_index (table->columns, c + 1);

      append_element (html, "td", column->is_number ? " class=\"n\"" : "",
                      g_array_index (row->cells, EarDocumentCell, c).text, NULL);
    }
  g_string_append (html, "</tr>\n");
}

/* A wide table scrolls by itself; it takes the focus, so that the keyboard can scroll it, and its caption names it. */
static void
append_table (GString *html, const EarDocumentTable *table, guint number)
{
  g_autofree char *id = g_strdup_printf (" id=\"table-%u\"", number);

  g_string_append_printf (html, "<div class=\"table\" role=\"region\" aria-labelledby=\"table-%u\" tabindex=\"0\">\n<table>\n",
                          number);
  append_element (html, "caption", id, table->caption, NULL);
  g_string_append (html, "<thead><tr>");
  for (guint c = 0; c < table->columns->len; c++)
    {
      const EarDocumentColumn *column = g_ptr_array_index (table->columns, c);

      append_element (html, "th", column->is_number ? " scope=\"col\" class=\"n\"" : " scope=\"col\"", column->label, NULL);
    }
  g_string_append (html, "</tr></thead>\n<tbody>\n");
  for (guint r = 0; r < table->shown->len; r++)
    append_row (html, table, g_ptr_array_index (table->shown, r));
  g_string_append (html, "</tbody>\n</table>\n</div>\n");
  if (table->note != NULL)
    append_element (html, "p", " class=\"note\"", table->note, NULL);
}

/* cairo names what it draws with alike in every picture; here all stand in one document. */
static void
append_named_apart (GString *html, const char *svg, guint number)
{
  static const char *const names[] = { " id=\"", "href=\"#", "url(#" };

  while (*svg != '\0')
    {
      gboolean found = FALSE;

      for (gsize i = 0; i < G_N_ELEMENTS (names) && !found; i++)
        {
          if (!g_str_has_prefix (svg, names[i]))
            continue;
          g_string_append_printf (html, "%sc%u-", names[i], number);
          svg += strlen (names[i]);
          found = TRUE;
        }
      if (!found)
        g_string_append_c (html, *svg++);
    }
}

/* The picture itself, with its name and what it shows; the table after it says the same in figures. */
static gboolean
append_chart (GString *html, const EarChart *chart, guint number, GError **error)
{
  g_autofree char *words = ear_chart_describe (chart);
  g_autoptr (GBytes) svg = ear_chart_to_svg (chart, CHART_WIDTH, error);
  g_autofree char *text = NULL;
  const char *element, *rest;

  if (svg == NULL)
    return FALSE;
  text = g_strndup (g_bytes_get_data (svg, NULL), g_bytes_get_size (svg));
  element = strstr (text, "<svg ");
  rest = element == NULL ? NULL : strchr (element, '>');
  if (rest == NULL)
    return FALSE;
  g_string_append_printf (html, "<figure class=\"chart\" aria-labelledby=\"chart-%u\" tabindex=\"0\">\n"
                          "<svg role=\"img\" aria-labelledby=\"chart-%u\" aria-describedby=\"chart-%u-words\" ",
                          number, number, number);
  g_string_append_len (html, element + strlen ("<svg "), rest - element - (gssize) strlen ("<svg "));
  g_string_append_printf (html, ">\n<title id=\"chart-%u\">", number);
  append_escaped (html, chart->title);
  g_string_append_printf (html, "</title>\n<desc id=\"chart-%u-words\">", number);
  append_escaped (html, words);
  g_string_append (html, "</desc>");
  append_named_apart (html, rest + 1, number);
  g_string_append (html, "</figure>\n");
  return TRUE;
}

static void
append_logo (GString *html, const EarDocument *document)
{
  gsize size;
  gconstpointer data = g_bytes_get_data (document->logo, &size);
  g_autofree char *text = g_base64_encode (data, size);

  g_string_append_printf (html, "<img class=\"logo\" src=\"data:image/png;base64,%s\" alt=\"", text);
  append_escaped (html, document->subtitle == NULL ? _ ("Logo") : document->subtitle);
  g_string_append (html, "\"/>\n");
}

static void
append_block (GString *html, const EarBlock *block, guint number)
{
  switch (block->type)
    {
    case EAR_BLOCK_HEADING:
      append_heading (html, block, number);
      break;
    case EAR_BLOCK_LIST:
      /* An empty list is not valid. */
      if (block->texts->len == 0)
        break;
      g_string_append (html, "<ul>\n");
      append_texts (html, block, "li");
      g_string_append (html, "</ul>\n");
      break;
    case EAR_BLOCK_TABLE:
      if (ear_document_table_is_on_page (block->table))
        append_table (html, block->table, number);
      break;
    case EAR_BLOCK_QUOTATION:
      g_string_append (html, "<figure>\n<blockquote>\n");
      append_texts (html, block, "p");
      g_string_append (html, "</blockquote>\n");
      if (block->attribution != NULL)
        append_element (html, "figcaption", "", block->attribution, NULL);
      g_string_append (html, "</figure>\n");
      break;
    case EAR_BLOCK_NOTICE:
      g_string_append (html, "<div class=\"notice\" role=\"note\">\n");
      append_texts (html, block, "p");
      g_string_append (html, "</div>\n");
      break;
    case EAR_BLOCK_CHART:
    case EAR_BLOCK_PARAGRAPH:
    default:
      append_texts (html, block, "p");
      break;
    }
}

static void
append_contents (GString *html, const EarDocument *document)
{
  g_autoptr (GString) items = g_string_new (NULL);

  for (guint i = 0; i < document->blocks->len; i++)
    {
      const EarBlock *block = g_ptr_array_index (document->blocks, i);

      if (block->type != EAR_BLOCK_HEADING || block->level != 1)
        continue;
      g_string_append_printf (items, "<li><a href=\"#section-%u\">", i);
      append_escaped (items, first_text (block)->text);
      g_string_append (items, "</a></li>\n");
    }
  if (items->len > 0)
    g_string_append_printf (html, "<nav aria-label=\"%s\">\n<ul>\n%s</ul>\n</nav>\n", _ ("Contents"), items->str);
}

static void
append_head (GString *html, const EarDocument *document)
{
  g_string_append (html, "<!DOCTYPE html>\n<html lang=\"");
  append_escaped (html, document->language);
  g_string_append_printf (html, "\">\n<head>\n%s", head_start);
  append_element (html, "title", "", document->title, NULL);
  g_string_append_printf (html, "%s%s</head>\n<body>\n", style, document->large_print ? large_style : "");
  append_element (html, "a", " class=\"skip\" href=\"#main\"", _ ("Skip to the report"), NULL);
}

/**
 * ear_html_write:
 *
 * Returns: (transfer full) (nullable): the file's bytes. Any thread.
 */
GBytes *
ear_html_write (const EarDocument *document, GError **error)
{
  GString *html = g_string_new (NULL);
  gboolean is_front = TRUE;

  append_head (html, document);
  g_string_append (html, "<main id=\"main\" tabindex=\"-1\">\n");
  if (document->logo != NULL)
    append_logo (html, document);
  append_element (html, "h1", "", document->title, NULL);
  if (document->subtitle != NULL)
    append_element (html, "p", " class=\"subtitle\"", document->subtitle, NULL);
  for (guint i = 0; i < document->blocks->len; i++)
    {
      const EarBlock *block = g_ptr_array_index (document->blocks, i);

      /* Notices stand before the contents, which a reader may not get past. */
      if (is_front && block->type != EAR_BLOCK_NOTICE && !document->large_print)
        append_contents (html, document);
      if (block->type != EAR_BLOCK_CHART)
        append_block (html, block, i);
      else if (!append_chart (html, block->chart, i, error))
        {
          g_string_free (html, TRUE);
          return NULL;
        }
      is_front = is_front && block->type == EAR_BLOCK_NOTICE;
    }
  g_string_append (html, "</main>\n");
  if (document->marking != NULL)
    {
      g_string_append (html, "<footer>\n");
      append_element (html, "p", "", document->marking, NULL);
      g_string_append (html, "</footer>\n");
    }
  g_string_append (html, "</body>\n</html>\n");
  return g_string_free_to_bytes (html);
}
