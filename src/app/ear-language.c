/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-language.h"

#include <string.h>

#include <glib/gi18n.h>

typedef struct
{
  const char *code; /* the first part of a BCP 47 tag */
  const char *name;
} Language;

/* Those most spoken in England and Wales at the census of 2021, and British Sign Language. Others show their tag. */
static const Language languages[] = {
  { "am", N_ ("Amharic") },     { "ar", N_ ("Arabic") },     { "bfi", N_ ("British Sign Language") },
  { "bg", N_ ("Bulgarian") },   { "bn", N_ ("Bengali") },    { "cs", N_ ("Czech") },
  { "cy", N_ ("Welsh") },       { "de", N_ ("German") },     { "el", N_ ("Greek") },
  { "en", N_ ("English") },     { "es", N_ ("Spanish") },    { "fa", N_ ("Persian") },
  { "fr", N_ ("French") },      { "gu", N_ ("Gujarati") },   { "ha", N_ ("Hausa") },
  { "he", N_ ("Hebrew") },      { "hi", N_ ("Hindi") },      { "hu", N_ ("Hungarian") },
  { "ig", N_ ("Igbo") },        { "it", N_ ("Italian") },    { "ku", N_ ("Kurdish") },
  { "lt", N_ ("Lithuanian") },  { "lv", N_ ("Latvian") },    { "ml", N_ ("Malayalam") },
  { "ne", N_ ("Nepali") },      { "nl", N_ ("Dutch") },      { "pa", N_ ("Punjabi") },
  { "pl", N_ ("Polish") },      { "ps", N_ ("Pashto") },     { "pt", N_ ("Portuguese") },
  { "rmy", N_ ("Romani") },     { "ro", N_ ("Romanian") },   { "ru", N_ ("Russian") },
  { "sk", N_ ("Slovak") },      { "so", N_ ("Somali") },     { "sq", N_ ("Albanian") },
  { "sw", N_ ("Swahili") },     { "syl", N_ ("Sylheti") },   { "ta", N_ ("Tamil") },
  { "te", N_ ("Telugu") },      { "ti", N_ ("Tigrinya") },   { "tl", N_ ("Tagalog") },
  { "tr", N_ ("Turkish") },     { "uk", N_ ("Ukrainian") },  { "ur", N_ ("Urdu") },
  { "vi", N_ ("Vietnamese") },  { "yi", N_ ("Yiddish") },    { "yo", N_ ("Yoruba") },
  { "zh", N_ ("Chinese") },
};

static gboolean
has_code (const char *tag, const char *code)
{
  gsize length = strcspn (tag, "-_");

  return strlen (code) == length && g_ascii_strncasecmp (tag, code, length) == 0;
}

/**
 * ear_language_name:
 * @tag: (nullable): a BCP 47 tag
 *
 * Returns: (transfer none): the language's name, translated; the tag itself where we know none, "" for %NULL.
 */
const char *
ear_language_name (const char *tag)
{
  if (tag == NULL)
    return "";
  for (gsize i = 0; i < G_N_ELEMENTS (languages); i++)
    {
      if (has_code (tag, languages[i].code))
        return _ (languages[i].name);
    }
  return tag;
}

static gboolean
runs_from_right (gunichar c)
{
  switch (g_unichar_get_script (c))
    {
    case G_UNICODE_SCRIPT_ADLAM:
    case G_UNICODE_SCRIPT_ARABIC:
    case G_UNICODE_SCRIPT_HEBREW:
    case G_UNICODE_SCRIPT_NKO:
    case G_UNICODE_SCRIPT_SYRIAC:
    case G_UNICODE_SCRIPT_THAANA:
      return TRUE;
    default:
      return FALSE;
    }
}

/* The first letter decides, as in the Unicode bidirectional algorithm. */
static GtkTextDirection
direction_of_text (const char *text)
{
  for (const char *c = text; c != NULL && *c != '\0'; c = g_utf8_next_char (c))
    {
      gunichar letter = g_utf8_get_char (c);

      if (g_unichar_isalpha (letter))
        return runs_from_right (letter) ? GTK_TEXT_DIR_RTL : GTK_TEXT_DIR_LTR;
    }
  return GTK_TEXT_DIR_NONE;
}

/**
 * ear_language_direction:
 * @tag: (nullable): a BCP 47 tag
 * @text: (nullable): what is written
 *
 * The text decides, since Kurdish and Punjabi are written both ways; the language where the text does not say.
 *
 * Returns: which way @text runs. %GTK_TEXT_DIR_NONE where neither says.
 */
GtkTextDirection
ear_language_direction (const char *tag, const char *text)
{
  static const char *const from_right[] = { "ar", "fa", "he", "ps", "ur", "yi" };
  GtkTextDirection found = direction_of_text (text);

  if (found != GTK_TEXT_DIR_NONE)
    return found;
  for (gsize i = 0; tag != NULL && i < G_N_ELEMENTS (from_right); i++)
    {
      if (has_code (tag, from_right[i]))
        return GTK_TEXT_DIR_RTL;
    }
  return GTK_TEXT_DIR_NONE;
}

/**
 * ear_language_apply:
 * @tag: (nullable): a BCP 47 tag
 *
 * Lays @label out as text of that language: the fonts and line breaks of its script, and its direction. Call it
 * after the text is set.
 */
void
ear_language_apply (GtkLabel *label, const char *tag)
{
  GtkTextDirection direction = ear_language_direction (tag, gtk_label_get_text (label));
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

  if (tag != NULL)
    pango_attr_list_insert (attributes, pango_attr_language_new (pango_language_from_string (tag)));
  gtk_label_set_attributes (label, attributes);
  /* NONE takes the direction of the interface. */
  gtk_widget_set_direction (GTK_WIDGET (label), direction);
}
