/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts of an ODT file that are not its text. The styles are named ones, so that whoever opens the report can change
 * all headings, or all tables, in one place. */
#include "ear-odt.h"

#include <glib/gi18n-lib.h>

#define NAMESPACES \
  "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" " \
  "xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" " \
  "xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" " \
  "xmlns:fo=\"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0\" " \
  "xmlns:meta=\"urn:oasis:names:tc:opendocument:xmlns:meta:1.0\" " \
  "xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "

static const char manifest[]
  = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\" manifest:version=\"1.3\">\n"
    "<manifest:file-entry manifest:full-path=\"/\" manifest:version=\"1.3\" "
    "manifest:media-type=\"application/vnd.oasis.opendocument.text\"/>\n"
    "<manifest:file-entry manifest:full-path=\"content.xml\" manifest:media-type=\"text/xml\"/>\n"
    "<manifest:file-entry manifest:full-path=\"styles.xml\" manifest:media-type=\"text/xml\"/>\n"
    "<manifest:file-entry manifest:full-path=\"meta.xml\" manifest:media-type=\"text/xml\"/>\n";

/* Between the default style, which holds the document's language, and the page, which holds its marking. */
static const char named_styles[]
  = "<style:style style:name=\"Standard\" style:family=\"paragraph\" style:class=\"text\"/>\n"
    "<style:style style:name=\"Text_20_body\" style:display-name=\"Text body\" style:family=\"paragraph\" "
    "style:parent-style-name=\"Standard\" style:class=\"text\">"
    "<style:paragraph-properties fo:margin-bottom=\"0.25cm\" fo:line-height=\"125%\"/></style:style>\n"
    "<style:style style:name=\"Heading\" style:family=\"paragraph\" style:parent-style-name=\"Standard\" "
    "style:next-style-name=\"Text_20_body\" style:class=\"text\">"
    "<style:paragraph-properties fo:margin-top=\"0.6cm\" fo:margin-bottom=\"0.2cm\" fo:keep-with-next=\"always\"/>"
    "<style:text-properties fo:color=\"#0a544c\" fo:font-weight=\"bold\" style:font-weight-complex=\"bold\"/></style:style>\n"
    "<style:style style:name=\"Title\" style:family=\"paragraph\" style:parent-style-name=\"Heading\" "
    "style:next-style-name=\"Subtitle\" style:class=\"chapter\">"
    "<style:text-properties fo:font-size=\"24pt\" style:font-size-complex=\"24pt\"/></style:style>\n"
    "<style:style style:name=\"Subtitle\" style:family=\"paragraph\" style:parent-style-name=\"Heading\" "
    "style:next-style-name=\"Text_20_body\" style:class=\"chapter\">"
    "<style:text-properties fo:font-size=\"14pt\" style:font-size-complex=\"14pt\"/></style:style>\n"
    "<style:style style:name=\"Heading_20_1\" style:display-name=\"Heading 1\" style:family=\"paragraph\" "
    "style:parent-style-name=\"Heading\" style:next-style-name=\"Text_20_body\" style:default-outline-level=\"1\" "
    "style:class=\"text\"><style:text-properties fo:font-size=\"18pt\" style:font-size-complex=\"18pt\"/></style:style>\n"
    "<style:style style:name=\"Heading_20_2\" style:display-name=\"Heading 2\" style:family=\"paragraph\" "
    "style:parent-style-name=\"Heading\" style:next-style-name=\"Text_20_body\" style:default-outline-level=\"2\" "
    "style:class=\"text\"><style:text-properties fo:font-size=\"14pt\" style:font-size-complex=\"14pt\"/></style:style>\n"
    "<style:style style:name=\"Heading_20_3\" style:display-name=\"Heading 3\" style:family=\"paragraph\" "
    "style:parent-style-name=\"Heading\" style:next-style-name=\"Text_20_body\" style:default-outline-level=\"3\" "
    "style:class=\"text\"><style:text-properties fo:font-size=\"12pt\" style:font-size-complex=\"12pt\"/></style:style>\n"
    "<style:style style:name=\"List_20_Bullet\" style:display-name=\"List Bullet\" style:family=\"paragraph\" "
    "style:parent-style-name=\"Text_20_body\" style:list-style-name=\"Bullets\" style:class=\"list\">"
    "<style:paragraph-properties fo:margin-bottom=\"0.1cm\"/></style:style>\n"
    "<style:style style:name=\"Caption\" style:family=\"paragraph\" style:parent-style-name=\"Standard\" style:class=\"extra\">"
    "<style:paragraph-properties fo:margin-top=\"0.4cm\" fo:margin-bottom=\"0.15cm\" fo:keep-with-next=\"always\"/>"
    "<style:text-properties fo:font-weight=\"bold\" style:font-weight-complex=\"bold\"/></style:style>\n"
    "<style:style style:name=\"Table_20_Contents\" style:display-name=\"Table Contents\" style:family=\"paragraph\" "
    "style:parent-style-name=\"Standard\" style:class=\"extra\">"
    "<style:text-properties fo:font-size=\"9pt\" style:font-size-complex=\"9pt\"/></style:style>\n"
    "<style:style style:name=\"Table_20_Heading\" style:display-name=\"Table Heading\" style:family=\"paragraph\" "
    "style:parent-style-name=\"Table_20_Contents\" style:class=\"extra\">"
    "<style:text-properties fo:font-size=\"7.5pt\" style:font-size-complex=\"7.5pt\" fo:font-weight=\"bold\" style:font-weight-complex=\"bold\"/></style:style>\n"
    "<style:style style:name=\"Table_20_Number_20_Heading\" style:display-name=\"Table Number Heading\" "
    "style:family=\"paragraph\" style:parent-style-name=\"Table_20_Heading\" style:class=\"extra\">"
    "<style:paragraph-properties fo:text-align=\"end\"/></style:style>\n"
    "<style:style style:name=\"Table_20_Number\" style:display-name=\"Table Number\" style:family=\"paragraph\" "
    "style:parent-style-name=\"Table_20_Contents\" style:class=\"extra\">"
    "<style:paragraph-properties fo:text-align=\"end\"/></style:style>\n"
    "<style:style style:name=\"Table_20_Note\" style:display-name=\"Table Note\" style:family=\"paragraph\" "
    "style:parent-style-name=\"Standard\"><style:paragraph-properties fo:margin-bottom=\"0.4cm\"/>"
    "<style:text-properties fo:font-size=\"9pt\" style:font-size-complex=\"9pt\"/></style:style>\n"
    "<style:style style:name=\"Table_20_Row_20_1\" style:display-name=\"Table Row 1\" style:family=\"paragraph\" "
    "style:parent-style-name=\"Table_20_Contents\"><style:paragraph-properties fo:margin-left=\"0.5cm\"/></style:style>\n"
    "<style:style style:name=\"Table_20_Row_20_2\" style:display-name=\"Table Row 2\" style:family=\"paragraph\" "
    "style:parent-style-name=\"Table_20_Contents\"><style:paragraph-properties fo:margin-left=\"1cm\"/></style:style>\n"
    "<style:style style:name=\"Table_20_Row_20_3\" style:display-name=\"Table Row 3\" style:family=\"paragraph\" "
    "style:parent-style-name=\"Table_20_Contents\"><style:paragraph-properties fo:margin-left=\"1.5cm\"/></style:style>\n"
    "<style:style style:name=\"Quotations\" style:family=\"paragraph\" style:parent-style-name=\"Text_20_body\" "
    "style:class=\"html\"><style:paragraph-properties fo:margin-left=\"0.8cm\" fo:margin-right=\"0.8cm\" "
    "fo:margin-bottom=\"0.1cm\" fo:keep-with-next=\"always\"/>"
    "<style:text-properties fo:font-size=\"12.5pt\" style:font-size-complex=\"12.5pt\"/></style:style>\n"
    "<style:style style:name=\"Attribution\" style:family=\"paragraph\" style:parent-style-name=\"Text_20_body\">"
    "<style:paragraph-properties fo:margin-left=\"0.8cm\" fo:margin-bottom=\"0.5cm\"/>"
    "<style:text-properties fo:font-size=\"10pt\" style:font-size-complex=\"10pt\"/></style:style>\n"
    "<style:style style:name=\"Notice\" style:family=\"paragraph\" style:parent-style-name=\"Text_20_body\">"
    "<style:paragraph-properties fo:padding=\"0.25cm\" fo:border=\"0.05cm solid #8a5a00\" fo:background-color=\"#fff4d6\" "
    "fo:margin-top=\"0.3cm\"/><style:text-properties fo:font-weight=\"bold\" style:font-weight-complex=\"bold\"/></style:style>\n"
    "<style:style style:name=\"Footer\" style:family=\"paragraph\" style:parent-style-name=\"Standard\" style:class=\"extra\">"
    "<style:text-properties fo:font-size=\"9pt\" style:font-size-complex=\"9pt\"/></style:style>\n"
    "<text:list-style style:name=\"Bullets\"><text:list-level-style-bullet text:level=\"1\" text:bullet-char=\"•\">"
    "<style:list-level-properties text:list-level-position-and-space-mode=\"label-alignment\">"
    "<style:list-level-label-alignment text:label-followed-by=\"listtab\" text:list-tab-stop-position=\"0.6cm\" "
    "fo:text-indent=\"-0.6cm\" fo:margin-left=\"0.6cm\"/></style:list-level-properties>"
    "</text:list-level-style-bullet></text:list-style>\n";

/* In the place of those above where a document is in large print, so that one page holds a sheet. */
static const char large_styles[]
  = "<style:style style:name=\"Standard\" style:family=\"paragraph\" style:class=\"text\"/>\n"
    "<style:style style:name=\"Text_20_body\" style:display-name=\"Text body\" style:family=\"paragraph\" "
    "style:parent-style-name=\"Standard\" style:class=\"text\">"
    "<style:paragraph-properties fo:margin-bottom=\"0.12cm\" fo:line-height=\"105%\"/></style:style>\n"
    "<style:style style:name=\"Heading\" style:family=\"paragraph\" style:parent-style-name=\"Standard\" "
    "style:next-style-name=\"Text_20_body\" style:class=\"text\">"
    "<style:paragraph-properties fo:margin-top=\"0.3cm\" fo:margin-bottom=\"0.1cm\" fo:keep-with-next=\"always\"/>"
    "<style:text-properties fo:color=\"#0a544c\" fo:font-weight=\"bold\" style:font-weight-complex=\"bold\"/></style:style>\n"
    "<style:style style:name=\"Title\" style:family=\"paragraph\" style:parent-style-name=\"Heading\" "
    "style:next-style-name=\"Subtitle\" style:class=\"chapter\">"
    "<style:text-properties fo:font-size=\"26pt\" style:font-size-complex=\"26pt\"/></style:style>\n"
    "<style:style style:name=\"Subtitle\" style:family=\"paragraph\" style:parent-style-name=\"Heading\" "
    "style:next-style-name=\"Text_20_body\" style:class=\"chapter\">"
    "<style:text-properties fo:font-size=\"18pt\" style:font-size-complex=\"18pt\"/></style:style>\n"
    "<style:style style:name=\"Heading_20_1\" style:display-name=\"Heading 1\" style:family=\"paragraph\" "
    "style:parent-style-name=\"Heading\" style:next-style-name=\"Text_20_body\" style:default-outline-level=\"1\" "
    "style:class=\"text\"><style:text-properties fo:font-size=\"19pt\" style:font-size-complex=\"19pt\"/></style:style>\n"
    "<style:style style:name=\"List_20_Bullet\" style:display-name=\"List Bullet\" style:family=\"paragraph\" "
    "style:parent-style-name=\"Text_20_body\" style:list-style-name=\"Bullets\" style:class=\"list\">"
    "<style:paragraph-properties fo:margin-bottom=\"0.05cm\"/></style:style>\n"
    "<style:style style:name=\"Footer\" style:family=\"paragraph\" style:parent-style-name=\"Standard\" style:class=\"extra\">"
    "<style:text-properties fo:font-size=\"9pt\" style:font-size-complex=\"9pt\"/></style:style>\n"
    "<text:list-style style:name=\"Bullets\"><text:list-level-style-bullet text:level=\"1\" text:bullet-char=\"•\">"
    "<style:list-level-properties text:list-level-position-and-space-mode=\"label-alignment\">"
    "<style:list-level-label-alignment text:label-followed-by=\"listtab\" text:list-tab-stop-position=\"0.6cm\" "
    "fo:text-indent=\"-0.6cm\" fo:margin-left=\"0.6cm\"/></style:list-level-properties>"
    "</text:list-level-style-bullet></text:list-style>\n";

static const char page[]
  = "<office:automatic-styles><style:page-layout style:name=\"Page\">"
    "<style:page-layout-properties fo:page-width=\"21cm\" fo:page-height=\"29.7cm\" fo:margin-top=\"2cm\" "
    "fo:margin-bottom=\"1.5cm\" fo:margin-left=\"2cm\" fo:margin-right=\"2cm\" style:print-orientation=\"portrait\"/>"
    "<style:footer-style><style:header-footer-properties fo:min-height=\"0.8cm\" fo:margin-top=\"0.4cm\"/></style:footer-style>"
    "</style:page-layout></office:automatic-styles>\n"
    "<office:master-styles><style:master-page style:name=\"Standard\" style:page-layout-name=\"Page\"><style:footer>"
    "<text:p text:style-name=\"Footer\">";

/* A region is the subtag of two letters that is not the first one. */
static const char *
find_region (char **subtags)
{
  for (guint i = 1; subtags[0] != NULL && subtags[i] != NULL; i++)
    {
      if (strlen (subtags[i]) == 2)
        return subtags[i];
    }
  return "none";
}

char *
ear_odt_language (const char *tag)
{
  g_auto (GStrv) subtags = g_strsplit (tag, "-", -1);
  const char *region = find_region (subtags);
  g_autoptr (GString) language = g_string_new (NULL);

  ear_text_append_xml (language, subtags[0] == NULL ? "none" : subtags[0]);
  return g_strdup_printf ("fo:language=\"%s\" fo:country=\"%s\" style:language-complex=\"%s\" style:country-complex=\"%s\" "
                          "style:language-asian=\"%s\" style:country-asian=\"%s\"",
                          language->str, region, language->str, region, language->str, region);
}

char *
ear_odt_styles (const EarDocument *document)
{
  g_autofree char *language = ear_odt_language (document->language);
  guint size = document->large_print ? 16 : 11;
  g_autoptr (GString) xml = g_string_new ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<office:document-styles " NAMESPACES
                                          "office:version=\"1.3\">\n<office:styles>\n");

  g_string_append_printf (xml,
                          "<style:default-style style:family=\"paragraph\"><style:paragraph-properties fo:orphans=\"2\" "
                          "fo:widows=\"2\"/><style:text-properties fo:font-family=\"sans-serif\" fo:font-size=\"%upt\" "
                          "style:font-size-complex=\"%upt\" %s/></style:default-style>\n%s</office:styles>\n%s",
                          size, size, language, document->large_print ? large_styles : named_styles, page);
  if (document->marking != NULL)
    {
      ear_text_append_xml (xml, document->marking);
      g_string_append (xml, " · ");
    }
  /* Translators: before the number of the page. */
  ear_text_append_xml (xml, _ ("Page"));
  g_string_append (xml, " <text:page-number text:select-page=\"current\">1</text:page-number></text:p></style:footer>"
                        "</style:master-page></office:master-styles>\n</office:document-styles>\n");
  return g_string_free (g_steal_pointer (&xml), FALSE);
}

/* No date: the same workbook gives the same bytes whenever it is reported. */
char *
ear_odt_meta (const EarDocument *document)
{
  g_autoptr (GString) xml = g_string_new ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<office:document-meta " NAMESPACES
                                          "office:version=\"1.3\"><office:meta>"
                                          "<meta:generator>Earshot</meta:generator><dc:title>");

  ear_text_append_xml (xml, document->title);
  g_string_append (xml, "</dc:title><dc:language>");
  ear_text_append_xml (xml, document->language);
  g_string_append (xml, "</dc:language></office:meta></office:document-meta>\n");
  return g_string_free (g_steal_pointer (&xml), FALSE);
}

char *
ear_odt_manifest (const GPtrArray *pictures)
{
  g_autoptr (GString) xml = g_string_new (manifest);

  for (guint i = 0; i < pictures->len; i++)
    g_string_append_printf (xml, "<manifest:file-entry manifest:full-path=\"%s\" manifest:media-type=\"image/png\"/>\n",
                            ((EarOdtPart *) pictures->pdata[i])->name);
  g_string_append (xml, "</manifest:manifest>\n");
  return g_string_free (g_steal_pointer (&xml), FALSE);
}
