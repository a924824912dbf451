/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-spelling.h"

#include <string.h>

#include <glib/gi18n.h>

#include "ear-capture-words.h"
#include "ear-dictionary.h"
#include "ear-language.h"
#include "ear-spelling-menu.h"
#include "ear-state.h"

#define DATA "ear-spelling"
/* What is written down in the room where nothing else is said. */
#define OWN_LANGUAGE "en"
/* A page that is pasted whole is looked at when it is in pieces. */
#define MAX_CHARACTERS 20000

typedef enum
{
  UNKNOWN, /* nobody was asked yet */
  ASKED,
  RIGHT,
  WRONG,
} Verdict;

/* A word that is marked, in characters. */
typedef struct
{
  int start, end;
  const char *code; /* of the dictionary to ask what was meant */
} Mark;

typedef struct
{
  GtkTextView *view;
  GtkTextBuffer *buffer;
  EarSpellingText text;
  char *language; /* (nullable) of the conversation, where it is another than the listener's */
  GtkTextTag *tag;
  GArray *marks;  /* Mark */
  gboolean edited; /* since it was looked at */
  gboolean typing; /* the word at the cursor is being typed: it is not wrong yet */
  guint check;    /* idle source */
} Spelling;

/* Of all views. What was asked is kept while the program runs, and forgotten when words are erased. */
static GPtrArray *spellings;
static GHashTable *verdicts;   /* "code word" → Verdict */
static GHashTable *known;      /* what the workbook calls things: places, groups, themes */
static GHashTable *ignored;    /* what somebody said is right, for now */
static int enabled = -1;       /* -1: not read yet */

static GHashTable *
new_set (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

static void
prepare (void)
{
  if (spellings != NULL)
    return;
  spellings = g_ptr_array_new ();
  verdicts = new_set ();
  known = new_set ();
  ignored = new_set ();
}

static gboolean check_cb (gpointer data);

static void
check_soon (Spelling *spelling)
{
  if (spelling->check == 0)
    spelling->check = g_idle_add_full (G_PRIORITY_LOW, check_cb, spelling, NULL);
}

static void
check_all (void)
{
  for (guint i = 0; i < spellings->len; i++)
    check_soon (spellings->pdata[i]);
}

static char *
key_of (const char *code, const char *word)
{
  return g_strconcat (code, " ", word, NULL);
}

static void
checked (const char *code, const char *const *words, const gboolean *right)
{
  for (guint i = 0; words[i] != NULL; i++)
    g_hash_table_replace (verdicts, key_of (code, words[i]), GINT_TO_POINTER (right[i] ? RIGHT : WRONG));
  check_all ();
}

/* Words that a dictionary is to be asked about, by its code. */
static void
ask_for (GHashTable *asked, const char *code, const char *word)
{
  GPtrArray *words = g_hash_table_lookup (asked, code);

  if (words == NULL)
    {
      words = g_ptr_array_new_with_free_func (g_free);
      g_hash_table_insert (asked, (gpointer) code, words);
    }
  g_ptr_array_add (words, g_strdup (word));
  g_hash_table_replace (verdicts, key_of (code, word), GINT_TO_POINTER (ASKED));
}

static void
ask_all (GHashTable *asked)
{
  GHashTableIter each;
  gpointer code, words;

  g_hash_table_iter_init (&each, asked);
  while (g_hash_table_iter_next (&each, &code, &words))
    ear_dictionary_check (code, words, checked);
}

/* A dictionary of another script says nothing about a word. */
static gboolean
is_written_so (const char *code, const char *word)
{
  GUnicodeScript script = g_unichar_get_script (g_utf8_get_char (word));

  return pango_language_includes_script (pango_language_from_string (code), (PangoScript) script);
}

/* The dictionaries that have a say about a word; the first is asked what was meant. Ends with NULL. */
static void
find_codes (const char *const *languages, const char *word, const char **codes)
{
  guint n = 0;

  for (guint i = 0; i < 2; i++)
    {
      const char *code = languages[i] == NULL ? NULL : ear_dictionary_for (languages[i]);

      if (code != NULL && is_written_so (code, word) && (n == 0 || codes[0] != code))
        codes[n++] = code;
    }
  codes[n] = NULL;
}

static Verdict
look_up (const char *const *codes, const char *word, GHashTable *asked)
{
  Verdict verdict = codes[0] == NULL ? RIGHT : WRONG;

  for (guint i = 0; codes[i] != NULL; i++)
    {
      g_autofree char *key = key_of (codes[i], word);
      Verdict found = GPOINTER_TO_INT (g_hash_table_lookup (verdicts, key));

      if (found == RIGHT)
        return RIGHT;
      if (found == UNKNOWN)
        ask_for (asked, codes[i], word);
      if (found != WRONG)
        verdict = ASKED;
    }
  return verdict;
}

static gboolean
needs_no_dictionary (const char *word)
{
  g_autofree char *folded = g_utf8_casefold (word, -1);

  return g_hash_table_contains (known, folded) || g_hash_table_contains (ignored, folded);
}

static char *
text_of (Spelling *spelling)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (spelling->buffer, &start, &end);
  return gtk_text_buffer_get_text (spelling->buffer, &start, &end, FALSE);
}

static int
cursor_of (Spelling *spelling)
{
  GtkTextIter cursor;

  gtk_text_buffer_get_iter_at_mark (spelling->buffer, &cursor, gtk_text_buffer_get_insert (spelling->buffer));
  return gtk_text_iter_get_offset (&cursor);
}

static GArray *
find_marks (Spelling *spelling, const char *text)
{
  g_autofree char *said = NULL;
  g_autoptr (GArray) words = spelling->text == EAR_SPELLING_LINE ? ear_capture_words (text, &said) : ear_prose_words (text);
  g_autoptr (GHashTable) asked = g_hash_table_new (g_str_hash, g_str_equal);
  GArray *marks = g_array_new (FALSE, FALSE, sizeof (Mark));
  const char *at = text;
  int cursor = cursor_of (spelling), offset = 0;

  for (guint i = 0; i < words->len; i++)
    {
      const EarCaptureWord *word = &g_array_index (words, EarCaptureWord, i);
      g_autofree char *letters = g_strndup (text + word->start, word->end - word->start);
      const char *const in_original[] = { said != NULL ? said : spelling->language, NULL };
      const char *const in_words[] = { OWN_LANGUAGE, spelling->language };
      const char *codes[3];
      Mark mark = { 0 };

      offset += (int) g_utf8_pointer_to_offset (at, text + word->start);
      at = text + word->start;
      mark.start = offset;
      mark.end = offset + (int) g_utf8_strlen (letters, -1);
      if (needs_no_dictionary (letters) || (spelling->typing && cursor >= mark.start && cursor <= mark.end))
        continue;
      find_codes (word->original ? in_original : in_words, letters, codes);
      mark.code = codes[0];
      if (look_up (codes, letters, asked) == WRONG)
        g_array_append_val (marks, mark);
    }
  ask_all (asked);
  return marks;
}

static void
show_marks (Spelling *spelling)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (spelling->buffer, &start, &end);
  gtk_text_buffer_remove_tag (spelling->buffer, spelling->tag, &start, &end);
  for (guint i = 0; i < spelling->marks->len; i++)
    {
      const Mark *mark = &g_array_index (spelling->marks, Mark, i);

      gtk_text_buffer_get_iter_at_offset (spelling->buffer, &start, mark->start);
      gtk_text_buffer_get_iter_at_offset (spelling->buffer, &end, mark->end);
      gtk_text_buffer_apply_tag (spelling->buffer, spelling->tag, &start, &end);
    }
}

static gboolean
check_cb (gpointer data)
{
  Spelling *spelling = data;
  gboolean wanted = ear_spelling_get_enabled ()
                    && gtk_text_buffer_get_char_count (spelling->buffer) <= MAX_CHARACTERS
                    && gtk_text_view_get_editable (spelling->view);
  gboolean had_some = spelling->marks->len > 0;
  g_autofree char *text = NULL;

  spelling->check = 0;
  spelling->typing = spelling->edited || spelling->typing;
  spelling->edited = FALSE;
  g_array_set_size (spelling->marks, 0);
  if (wanted)
    {
      text = text_of (spelling);
      g_array_unref (spelling->marks);
      spelling->marks = find_marks (spelling, text);
    }
  if (had_some || spelling->marks->len > 0)
    show_marks (spelling);
  return G_SOURCE_REMOVE;
}

static void
changed_cb (Spelling *spelling)
{
  spelling->edited = TRUE;
  check_soon (spelling);
}

/* The cursor that leaves a word ends it. */
static void
moved_cb (Spelling *spelling)
{
  if (spelling->edited)
    return;
  spelling->typing = FALSE;
  check_soon (spelling);
}

static void
left_cb (Spelling *spelling)
{
  spelling->typing = FALSE;
  check_soon (spelling);
}

static void
ignore (const char *word)
{
  g_hash_table_add (ignored, g_utf8_casefold (word, -1));
  check_all ();
}

/* Where the cursor stands in a word that is marked, its menu is about that word. */
static gboolean
open_menu (Spelling *spelling)
{
  int cursor = cursor_of (spelling);

  for (guint i = 0; i < spelling->marks->len; i++)
    {
      const Mark *mark = &g_array_index (spelling->marks, Mark, i);

      if (cursor < mark->start || cursor > mark->end)
        continue;
      ear_spelling_menu_open (spelling->view, mark->start, mark->end, mark->code, ignore);
      return TRUE;
    }
  return FALSE;
}

static gboolean
key_cb (GtkEventControllerKey *controller G_GNUC_UNUSED, guint key, guint code G_GNUC_UNUSED, GdkModifierType state,
        Spelling *spelling)
{
  GdkModifierType modifiers = state & (GDK_SHIFT_MASK | GDK_CONTROL_MASK | GDK_ALT_MASK);

  if ((key == GDK_KEY_Menu && modifiers == 0) || (key == GDK_KEY_F10 && modifiers == GDK_SHIFT_MASK))
    return open_menu (spelling);
  return FALSE;
}

static void
pressed_cb (GtkGesture *gesture, int presses G_GNUC_UNUSED, double x, double y, Spelling *spelling)
{
  GtkTextIter place;
  int buffer_x, buffer_y;

  if (gtk_text_buffer_get_has_selection (spelling->buffer))
    return;
  gtk_text_view_window_to_buffer_coords (spelling->view, GTK_TEXT_WINDOW_WIDGET, (int) x, (int) y, &buffer_x, &buffer_y);
  if (!gtk_text_view_get_iter_at_location (spelling->view, &place, buffer_x, buffer_y))
    return;
  gtk_text_buffer_place_cursor (spelling->buffer, &place);
  if (open_menu (spelling))
    gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
}

static void
spelling_free (gpointer data)
{
  Spelling *spelling = data;

  g_ptr_array_remove (spellings, spelling);
  g_clear_handle_id (&spelling->check, g_source_remove);
  g_signal_handlers_disconnect_by_data (spelling->buffer, spelling);
  g_object_unref (spelling->buffer);
  g_array_unref (spelling->marks);
  g_free (spelling->language);
  g_free (spelling);
}

static void
watch_keys (Spelling *spelling)
{
  GtkEventController *keys = gtk_event_controller_key_new (), *focus = gtk_event_controller_focus_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), spelling);
  gtk_widget_add_controller (GTK_WIDGET (spelling->view), keys);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (left_cb), spelling);
  gtk_widget_add_controller (GTK_WIDGET (spelling->view), focus);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), spelling);
  gtk_widget_add_controller (GTK_WIDGET (spelling->view), GTK_EVENT_CONTROLLER (click));
}

/**
 * ear_spelling_watch:
 *
 * Main thread, like all of its functions. The view keeps its buffer.
 */
void
ear_spelling_watch (GtkTextView *view, EarSpellingText text)
{
  Spelling *spelling = g_new0 (Spelling, 1);

  prepare ();
  spelling->view = view;
  spelling->buffer = g_object_ref (gtk_text_view_get_buffer (view));
  spelling->text = text;
  spelling->marks = g_array_new (FALSE, FALSE, sizeof (Mark));
  spelling->tag = gtk_text_buffer_create_tag (spelling->buffer, NULL, "underline", PANGO_UNDERLINE_ERROR, NULL);
  g_signal_connect_swapped (spelling->buffer, "changed", G_CALLBACK (changed_cb), spelling);
  g_signal_connect_swapped (spelling->buffer, "notify::cursor-position", G_CALLBACK (moved_cb), spelling);
  watch_keys (spelling);
  g_ptr_array_add (spellings, spelling);
  g_object_set_data_full (G_OBJECT (view), DATA, spelling, spelling_free);
  ear_dictionary_load (check_all);
}

/**
 * ear_spelling_set_language:
 * @language: (nullable): the tag of the language that is spoken, where it is not that of the listener
 */
void
ear_spelling_set_language (GtkTextView *view, const char *language)
{
  Spelling *spelling = g_object_get_data (G_OBJECT (view), DATA);

  g_return_if_fail (spelling != NULL);

  if (g_set_str (&spelling->language, language))
    check_soon (spelling);
}

/**
 * ear_spelling_forget:
 *
 * Lets go of every word that a dictionary was asked about.
 */
void
ear_spelling_forget (void)
{
  if (spellings == NULL)
    return;
  g_hash_table_remove_all (verdicts);
  g_hash_table_remove_all (ignored);
  check_all ();
}

gboolean
ear_spelling_get_enabled (void)
{
  if (enabled < 0)
    enabled = ear_state_get_spelling ();
  return enabled;
}

/* Whether words are looked at, now and from the next start on. */
void
ear_spelling_set_enabled (gboolean enable)
{
  prepare ();
  enabled = enable;
  ear_state_set_spelling (enable);
  check_all ();
}

static void
add_known (GPtrArray *names)
{
  for (guint i = 0; i < names->len; i++)
    {
      const char *name = names->pdata[i];
      g_autoptr (GArray) words = ear_prose_words (name);

      for (guint j = 0; j < words->len; j++)
        {
          const EarCaptureWord *word = &g_array_index (words, EarCaptureWord, j);

          g_hash_table_add (known, g_utf8_casefold (name + word->start, (gssize) (word->end - word->start)));
        }
    }
}

/**
 * ear_spelling_set_known:
 * @names: (element-type utf8): what the workbook calls its places, groups and themes
 *
 * Their words are right in every language. Nothing that somebody said is among them.
 */
void
ear_spelling_set_known (GPtrArray *names)
{
  prepare ();
  g_hash_table_remove_all (known);
  add_known (names);
  check_all ();
}

/**
 * ear_spelling_describe:
 * @language: (nullable): of the conversation, where it is another than the listener's
 *
 * Returns: (transfer full): which languages are looked at, and for which there is no dictionary.
 */
char *
ear_spelling_describe (const char *language)
{
  const char *const languages[] = { OWN_LANGUAGE, language };
  g_autoptr (GString) there = g_string_new (NULL), missing = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (languages) && languages[i] != NULL; i++)
    {
      GString *list = ear_dictionary_for (languages[i]) == NULL ? missing : there;

      g_string_append_printf (list, "%s%s", list->len > 0 ? ", " : "", ear_language_name (languages[i]));
    }
  if (missing->len == 0)
    return g_strdup_printf (_ ("Spelling: %s"), there->str);
  if (there->len == 0)
    return g_strdup_printf (_ ("Spelling: no dictionary for %s here"), missing->str);
  return g_strdup_printf (_ ("Spelling: %s; no dictionary for %s here"), there->str, missing->str);
}
