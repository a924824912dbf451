/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-spelling-menu.h"

#include <glib/gi18n.h>

#include "ear-dictionary.h"
#include "ear-menu-popover.h"

/* More are rarely read. */
#define MAX_SUGGESTIONS 5

/* A word in a view, in characters. */
typedef struct
{
  GtkTextView *view;
  int start, end;
  char *word;
  EarSpellingIgnore ignore;
} Word;

static void
word_free (gpointer data)
{
  Word *word = data;

  g_object_unref (word->view);
  g_free (word->word);
  g_free (word);
}

/* Whether it still stands there. */
static gboolean
find (const Word *word, GtkTextIter *start, GtkTextIter *end)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (word->view);
  g_autofree char *found = NULL;

  gtk_text_buffer_get_iter_at_offset (buffer, start, word->start);
  gtk_text_buffer_get_iter_at_offset (buffer, end, word->end);
  found = gtk_text_buffer_get_text (buffer, start, end, FALSE);
  return g_str_equal (found, word->word);
}

static void
correct_cb (GSimpleAction *action G_GNUC_UNUSED, GVariant *parameter, gpointer data)
{
  const Word *word = data;
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (word->view);
  GtkTextIter start, end;

  if (!find (word, &start, &end))
    return;
  gtk_text_buffer_begin_user_action (buffer);
  gtk_text_buffer_delete (buffer, &start, &end);
  gtk_text_buffer_insert (buffer, &start, g_variant_get_string (parameter, NULL), -1);
  gtk_text_buffer_end_user_action (buffer);
  gtk_text_buffer_place_cursor (buffer, &start);
  gtk_widget_grab_focus (GTK_WIDGET (word->view));
}

static void
ignore_cb (GSimpleAction *action G_GNUC_UNUSED, GVariant *parameter G_GNUC_UNUSED, gpointer data)
{
  const Word *word = data;

  word->ignore (word->word);
  gtk_widget_grab_focus (GTK_WIDGET (word->view));
}

static GMenuModel *
make_menu (const char *const *suggestions)
{
  g_autoptr (GMenu) words = g_menu_new (), others = g_menu_new (), edit = g_menu_new ();
  GMenu *menu = g_menu_new ();

  for (guint i = 0; suggestions[i] != NULL && i < MAX_SUGGESTIONS; i++)
    {
      g_autoptr (GMenuItem) item = g_menu_item_new (suggestions[i], NULL);

      g_menu_item_set_action_and_target (item, "spelling.correct", "s", suggestions[i]);
      g_menu_append_item (words, item);
    }
  if (suggestions[0] == NULL)
    g_menu_append (words, _ ("No suggestions"), "spelling.none");
  g_menu_append (others, _ ("_Ignore This Word for Now"), "spelling.ignore");
  g_menu_append (edit, _ ("Cu_t"), "clipboard.cut");
  g_menu_append (edit, _ ("_Copy"), "clipboard.copy");
  g_menu_append (edit, _ ("_Paste"), "clipboard.paste");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (words));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (others));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (edit));
  return G_MENU_MODEL (menu);
}

static void
point_to (GtkPopover *popover, const Word *word)
{
  GtkTextIter start, end;
  GdkRectangle from, to;

  find (word, &start, &end);
  gtk_text_view_get_iter_location (word->view, &start, &from);
  gtk_text_view_get_iter_location (word->view, &end, &to);
  if (from.y == to.y)
    gdk_rectangle_union (&from, &to, &from);
  gtk_text_view_buffer_to_window_coords (word->view, GTK_TEXT_WINDOW_WIDGET, from.x, from.y, &from.x, &from.y);
  gtk_popover_set_pointing_to (popover, &from);
}

static void
suggested (const char *const *suggestions, gpointer data)
{
  static const GActionEntry entries[] = {
    { .name = "correct", .activate = correct_cb, .parameter_type = "s" },
    { .name = "ignore", .activate = ignore_cb },
  };
  const Word *asked = data;
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();
  g_autoptr (GMenuModel) menu = make_menu (suggestions);
  GtkTextIter start, end;
  GtkWidget *popover;
  Word *word;

  if (!gtk_widget_get_mapped (GTK_WIDGET (asked->view)) || !find (asked, &start, &end))
    return;
  popover = ear_menu_popover_new (GTK_WIDGET (asked->view), menu);
  word = g_memdup2 (asked, sizeof *asked);
  g_object_ref (word->view);
  word->word = g_strdup (asked->word);
  g_object_set_data_full (G_OBJECT (actions), "word", word, word_free);
  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, G_N_ELEMENTS (entries), word);
  gtk_widget_insert_action_group (popover, "spelling", G_ACTION_GROUP (actions));
  point_to (GTK_POPOVER (popover), word);
  gtk_popover_popup (GTK_POPOVER (popover));
}

/**
 * ear_spelling_menu_open:
 * @start: of the word, in characters
 * @code: of the dictionary that is asked what may have been meant
 * @ignore: called with the word when somebody says that it is right
 *
 * Opens the word's menu once it is known what may have been meant, if the word still stands there then. Main thread.
 */
void
ear_spelling_menu_open (GtkTextView *view, int start, int end, const char *code, EarSpellingIgnore ignore)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  GtkTextIter from, to;
  Word *word = g_new0 (Word, 1);

  gtk_text_buffer_get_iter_at_offset (buffer, &from, start);
  gtk_text_buffer_get_iter_at_offset (buffer, &to, end);
  *word = (Word) { g_object_ref (view), start, end, gtk_text_buffer_get_text (buffer, &from, &to, FALSE), ignore };
  ear_dictionary_suggest (code, word->word, suggested, word, word_free);
}
