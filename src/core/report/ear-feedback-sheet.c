/* SPDX-License-Identifier: GPL-3.0-or-later */
/* No number of people or voices stands on a sheet: it is for everybody, and a small one could tell who spoke. Words stand on
 * it only where they may be quoted. */
#include "ear-feedback-sheet.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ear-action-list.h"
#include "ear-document.h"
#include "ear-terms.h"

/* An A4 page of 16 points (the least that the RNIB calls large print), as ear-odt-styles.c and ear-pdf-page.c set it, is 17 cm wide
 * and 25 cm high: 52 letters, since no word is broken, and 35 lines. Title, headings with the room round them, sections of which there
 * is nothing to say, and the last sentences take 20 of these. */
#define PAGE_LINES 15
#define LINE_LETTERS 52
#define LINE_LETTERS_WIDE 44 /* of scripts other than Latin */
#define MAX_QUOTATION 150    /* in characters; a longer one is left out whole, since to shorten it would be to change it */
#define MAX_VOICES 5000

typedef enum
{
  SECTION_SAID,
  SECTION_DONE,
  SECTION_NOT,
  SECTION_NEXT,
  N_SECTIONS
} Section;

/* What each may take before the others have had theirs. */
static const guint shares[N_SECTIONS] = { 6, 6, 5, 4 };

typedef struct
{
  char *text;
  char *language; /* (nullable) */
  gboolean is_quotation;
  gboolean chosen;
} Item;

typedef struct
{
  EarStore *store;
  const EarSheetOptions *options;
  char *language; /* (nullable) the group's */
  GPtrArray *items[N_SECTIONS];
  guint lines;    /* that are left */
  gboolean is_full;
} Sheet;

static void
item_free (gpointer data)
{
  Item *item = data;

  g_free (item->text);
  g_free (item->language);
  g_free (item);
}

static void
sheet_clear (Sheet *sheet)
{
  for (guint i = 0; i < N_SECTIONS; i++)
    g_clear_pointer (&sheet->items[i], g_ptr_array_unref);
  g_free (sheet->language);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Sheet, sheet_clear)

static Item *
add_item (Sheet *sheet, Section section, char *text, const char *language)
{
  Item *item = g_new0 (Item, 1);

  item->text = text;
  item->language = g_strdup (language);
  g_ptr_array_add (sheet->items[section], item);
  return item;
}

static guint
count_lines (const char *text)
{
  glong letters = g_utf8_strlen (text, -1);
  glong width = strlen (text) > (gsize) letters * 3 / 2 ? LINE_LETTERS_WIDE : LINE_LETTERS;

  return (guint) ((letters + width - 1) / width);
}

/* The most frequent key, of several the first in the order of the alphabet. */
static int
compare_counts (gconstpointer a, gconstpointer b, gpointer counts)
{
  const char *one = *(const char *const *) a, *other = *(const char *const *) b;
  int n = GPOINTER_TO_INT (g_hash_table_lookup (counts, one)), m = GPOINTER_TO_INT (g_hash_table_lookup (counts, other));

  return n != m ? (n < m) - (n > m) : g_utf8_collate (one, other);
}

static GPtrArray *
most_frequent (GHashTable *counts)
{
  g_autoptr (GPtrArray) keys = g_hash_table_get_keys_as_ptr_array (counts);

  g_ptr_array_sort_with_data (keys, compare_counts, counts);
  return g_steal_pointer (&keys);
}

static void
count_one (GHashTable *counts, const char *key)
{
  int n = GPOINTER_TO_INT (g_hash_table_lookup (counts, key));

  g_hash_table_insert (counts, g_strdup (key), GINT_TO_POINTER (n + 1));
}

static gboolean
is_language (const char *tag, const char *wanted)
{
  gsize n = wanted == NULL ? 0 : strcspn (wanted, "-");

  return tag != NULL && wanted != NULL && g_ascii_strncasecmp (tag, wanted, n) == 0 && (tag[n] == '\0' || tag[n] == '-');
}

static void
find_language (Sheet *sheet, const GPtrArray *voices)
{
  g_autoptr (GHashTable) languages = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) order = NULL;

  for (guint i = 0; i < voices->len; i++)
    {
      const EarVoice *voice = voices->pdata[i];

      if (voice->original_language != NULL)
        count_one (languages, voice->original_language);
    }
  order = most_frequent (languages);
  sheet->language = sheet->options->language != NULL ? g_strdup (sheet->options->language)
                    : order->len == 0                ? NULL
                                                     : g_strdup (order->pdata[0]);
}

static void
add_quotations (Sheet *sheet, const GPtrArray *voices)
{
  guint n = 0;

  for (guint i = 0; i < voices->len && n < 2; i++)
    {
      const EarVoice *voice = voices->pdata[i];
      gboolean own = voice->original != NULL && is_language (voice->original_language, sheet->language);
      const char *words = own ? voice->original : voice->text;

      /* A question or an idea stands by itself; so does what works and what does not. The permission was asked for again
       * here, whatever the list was asked for: no other word of anybody may reach a sheet. */
      if (g_strcmp0 (voice->permission, EAR_PERMISSION_QUOTE) != 0 || words == NULL || g_utf8_strlen (words, -1) > MAX_QUOTATION)
        continue;
      add_item (sheet, SECTION_SAID, g_strdup (words), own ? voice->original_language : voice->language)->is_quotation = TRUE;
      n++;
    }
}

static gboolean
add_said (Sheet *sheet, GError **error)
{
  EarVoiceFilter filter = { .group = sheet->options->group };
  g_autoptr (GPtrArray) voices = ear_voice_list (sheet->store, &filter, 0, MAX_VOICES, error);
  g_autoptr (GHashTable) themes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) order = NULL;

  if (voices == NULL)
    return FALSE;
  find_language (sheet, voices);
  add_quotations (sheet, voices);
  for (guint i = 0; i < voices->len; i++)
    {
      const EarVoice *voice = voices->pdata[i];
      g_auto (GStrv) names = g_strsplit (voice->themes == NULL ? "" : voice->themes, "; ", -1);

      /* What may not be told in any words is not told as a theme either. */
      if (g_strcmp0 (voice->permission, EAR_PERMISSION_QUOTE) != 0 && g_strcmp0 (voice->permission, EAR_PERMISSION_PARAPHRASE) != 0)
        continue;
      for (guint t = 0; names[t] != NULL; t++)
        count_one (themes, names[t]);
    }
  order = most_frequent (themes);
  for (guint i = 0; i < order->len && i < 8; i++)
    add_item (sheet, SECTION_SAID, g_strdup (order->pdata[i]), NULL);
  return TRUE;
}

static Section
section_of (const EarActionRow *action)
{
  if (g_str_equal (action->status, EAR_STATUS_DONE))
    return SECTION_DONE;
  return g_str_equal (action->status, EAR_STATUS_WILL_NOT_DO) ? SECTION_NOT : SECTION_NEXT;
}

static char *
end_sentence (const char *text)
{
  gunichar last = *text == '\0' ? '.' : g_utf8_get_char (g_utf8_prev_char (text + strlen (text)));

  return g_strconcat (text, g_unichar_ispunct (last) ? "" : ".", NULL);
}

/* Who does it and by when, of what is to come. */
static void
append_prospect (GString *text, const EarActionRow *action)
{
  g_autofree char *year = NULL;

  if (action->organisation != NULL)
    g_string_append_printf (text, " (%s)", action->organisation);
  if (action->due == NULL || g_str_equal (action->status, EAR_STATUS_HEARD))
    return;
  year = g_strdup (action->due);
  g_string_append_c (text, ' ');
  /* Translators: a day such as 2027-03-31, by which something is to be done. */
  g_string_append_printf (text, action->is_overdue ? _ ("It was to be done by %s and is late.") : _ ("By %s."), year);
}

static void
add_action (Sheet *sheet, const EarActionRow *action)
{
  Section section = section_of (action);
  g_autoptr (GString) text = NULL;
  g_autofree char *title = NULL;

  if (action->translated != NULL && is_language (action->translated_language, sheet->language))
    {
      add_item (sheet, section, g_strdelimit (g_strdup (action->translated), "\n", ' '), action->translated_language);
      return;
    }
  title = end_sentence (action->title);
  text = g_string_new (title);
  if (action->answer != NULL)
    g_string_append_printf (text, " %s", action->answer);
  else if (section == SECTION_DONE && action->outcome != NULL)
    g_string_append_printf (text, " %s", action->outcome);
  else if (section == SECTION_NEXT)
    g_string_append_printf (text, " %s.", ear_term_label (EAR_TERMS_STATUS, action->status));
  if (section == SECTION_NEXT)
    append_prospect (text, action);
  add_item (sheet, section, g_strdelimit (g_string_free (g_steal_pointer (&text), FALSE), "\n", ' '), NULL);
}

static gboolean
add_actions (Sheet *sheet, GError **error)
{
  /* In the order in which they are nearest to the group: what is under way before what was only heard. */
  static const char *const order[] = { EAR_STATUS_DONE,    EAR_STATUS_WILL_NOT_DO, EAR_STATUS_UNDER_WAY,
                                       EAR_STATUS_AGREED, EAR_STATUS_CONSIDERING, EAR_STATUS_HEARD };

  for (gsize i = 0; i < G_N_ELEMENTS (order); i++)
    {
      EarActionFilter filter = { .group = sheet->options->group, .status = order[i] };
      g_autoptr (GPtrArray) actions = ear_action_list (sheet->store, &filter, error);

      if (actions == NULL)
        return FALSE;
      for (guint a = 0; a < actions->len; a++)
        add_action (sheet, actions->pdata[a]);
    }
  return TRUE;
}

/* Chooses from a section what fits into @share lines and the page. */
static void
choose (Sheet *sheet, Section section, guint share)
{
  const GPtrArray *items = sheet->items[section];

  for (guint i = 0; i < items->len; i++)
    {
      Item *item = items->pdata[i];
      guint lines = count_lines (item->text);

      if (item->chosen || lines > share || lines > sheet->lines)
        continue;
      item->chosen = TRUE;
      share -= lines;
      sheet->lines -= lines;
    }
}

static void
fit_page (Sheet *sheet)
{
  static const Section spare[] = { SECTION_NOT, SECTION_DONE, SECTION_NEXT, SECTION_SAID };

  sheet->lines = PAGE_LINES;
  for (guint i = 0; i < N_SECTIONS; i++)
    choose (sheet, (Section) i, shares[i]);
  for (gsize i = 0; i < G_N_ELEMENTS (spare); i++)
    choose (sheet, spare[i], G_MAXUINT);
  for (guint i = SECTION_DONE; i < N_SECTIONS; i++)
    {
      for (guint k = 0; k < sheet->items[i]->len; k++)
        sheet->is_full |= !((Item *) sheet->items[i]->pdata[k])->chosen;
    }
}

static void
write_section (Sheet *sheet, EarDocument *document, Section section, const char *heading, const char *empty)
{
  EarBlock *list = NULL;

  ear_document_add_heading (document, 1, heading);
  for (guint i = 0; i < sheet->items[section]->len; i++)
    {
      const Item *item = sheet->items[section]->pdata[i];
      /* Translators: quotation marks around a person's own words. */
      g_autofree char *text = item->is_quotation ? g_strdup_printf (_ ("“%s”"), item->text) : g_strdup (item->text);

      if (!item->chosen)
        continue;
      if (list == NULL)
        list = ear_document_add (document, EAR_BLOCK_LIST);
      ear_block_add_text (list, text, item->language);
    }
  if (list == NULL)
    ear_document_add_paragraph (document, empty);
}

static EarDocument *
write_sheet (Sheet *sheet, const char *group)
{
  EarDocument *document = ear_document_new (_ ("You said, we did"), C_ ("language of the report", "en-GB"));
  const char *organisation = sheet->options->organisation;
  /* Translators: a group of people. */
  g_autofree char *subtitle = g_strdup_printf (_ ("For: %s"), group);
  g_autofree char *ask = organisation == NULL ? g_strdup (_ ("Do you have a question, or is something not right? Tell the person who gave you this page."))
                                              : g_strdup_printf (_ ("Do you have a question, or is something not right? Ask %s."), organisation);

  document->large_print = TRUE;
  document->subtitle = g_steal_pointer (&subtitle);
  write_section (sheet, document, SECTION_SAID, _ ("What you said"), _ ("We are still writing down what you told us."));
  write_section (sheet, document, SECTION_DONE, _ ("What was done"), _ ("Nothing is finished yet."));
  write_section (sheet, document, SECTION_NOT, _ ("What will not be done, and why"), _ ("Nothing that you asked for was refused."));
  write_section (sheet, document, SECTION_NEXT, _ ("What is next"), _ ("Nothing more is planned at present."));
  if (sheet->is_full)
    ear_document_add_paragraph (document, _ ("There is more than fits on this page. Ask for the rest."));
  ear_document_add_paragraph (document, ask);
  return document;
}

/**
 * ear_feedback_sheet:
 *
 * What does not fit on one page is left out, and the sheet says that there is more: reasons for what will not be done go
 * first of what is left.
 *
 * Returns: (transfer full) (nullable): the sheet. The store's thread; the document may then go to any.
 */
EarDocument *
ear_feedback_sheet (EarStore *store, const EarSheetOptions *options, GError **error)
{
  g_auto (Sheet) sheet = { .store = store, .options = options };
  g_autoptr (EarRecord) group = ear_store_get (store, EAR_KIND_GROUP, options->group, error);

  if (group == NULL)
    {
      if (error != NULL && *error == NULL)
        g_set_error_literal (error, EAR_REPORT_ERROR, EAR_REPORT_ERROR_NOT_WRITTEN,
                             _ ("This group is not in the workbook any more, so there is no sheet for it."));
      return NULL;
    }
  for (guint i = 0; i < N_SECTIONS; i++)
    sheet.items[i] = g_ptr_array_new_with_free_func (item_free);
  if (!add_said (&sheet, error) || !add_actions (&sheet, error))
    return NULL;
  fit_page (&sheet);
  return write_sheet (&sheet, ear_record_get (group, EAR_GROUP_NAME));
}
