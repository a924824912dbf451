/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-suggestion-box.h"

#include <glib/gi18n.h>

#include "ear-page-feed.h"
#include "ear-suggest.h"

struct _EarSuggestionBox
{
  AdwBin parent_instance;

  AdwWrapBox *chips;
  GtkLabel *note;
  EarPageFeed *feed;
  EarSuggester *suggester; /* (nullable) until it was learnt */
  guint n_tested, n_right;
  char *text;              /* (nullable) of the voice */
};

G_DEFINE_FINAL_TYPE (EarSuggestionBox, ear_suggestion_box, ADW_TYPE_BIN)

enum
{
  SIGNAL_CHOSEN,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

#define SUGGESTIONS 3

typedef struct
{
  EarSuggester *suggester;
  guint n_tested, n_right;
} Answer;

static void
answer_free (Answer *answer)
{
  g_clear_pointer (&answer->suggester, ear_suggester_free);
  g_free (answer);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Answer, answer_free)

/* On the workbook's thread. */
static gpointer
load (EarStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (Answer) answer = g_new0 (Answer, 1);

  answer->suggester = ear_suggester_load (store, error);
  if (answer->suggester == NULL)
    return NULL;
  answer->n_tested = ear_suggester_test (answer->suggester, SUGGESTIONS, &answer->n_right);
  return g_steal_pointer (&answer);
}

static void
clicked_cb (GtkButton *button, EarSuggestionBox *box)
{
  g_signal_emit (box, signals[SIGNAL_CHOSEN], 0, g_object_get_data (G_OBJECT (button), "theme"),
                 g_object_get_data (G_OBJECT (button), "name"));
}

static void
add_chip (EarSuggestionBox *box, const EarSuggestion *suggestion)
{
  GtkWidget *button = gtk_button_new_with_label (suggestion->name);
  g_autofree char *reason = g_strdup_printf (
    g_dngettext (GETTEXT_PACKAGE, "because of “%s”, as in %'u voice coded so", "because of “%s”, as in %'u voices coded so", suggestion->alike),
    suggestion->words, suggestion->alike);
  g_autofree char *name = g_strdup_printf (_ ("Suggested: %s, %s"), suggestion->name, reason);

  gtk_widget_add_css_class (button, "capture-suggestion");
  gtk_widget_set_tooltip_text (button, reason);
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data_full (G_OBJECT (button), "theme", g_memdup2 (&suggestion->theme, sizeof (EarId)), g_free);
  g_object_set_data_full (G_OBJECT (button), "name", g_strdup (suggestion->name), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (clicked_cb), box, 0);
  adw_wrap_box_append (box->chips, button);
}

static void
show (EarSuggestionBox *box)
{
  g_autoptr (GPtrArray) suggestions
    = box->suggester == NULL || box->text == NULL ? NULL : ear_suggester_suggest (box->suggester, box->text, SUGGESTIONS);
  g_autofree char *note = g_strdup_printf (_ ("Learnt from your codings: tried on %'u coded voices, one of three was right for %u%%."),
                                           box->n_tested, box->n_tested == 0 ? 0 : (box->n_right * 100 + box->n_tested / 2) / box->n_tested);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box->chips))) != NULL)
    adw_wrap_box_remove (box->chips, child);
  for (guint i = 0; suggestions != NULL && i < suggestions->len; i++)
    add_chip (box, g_ptr_array_index (suggestions, i));
  gtk_label_set_text (box->note, note);
  gtk_widget_set_visible (GTK_WIDGET (box), suggestions != NULL && suggestions->len > 0);
}

static void
arrived (gpointer data, gpointer result, const GError *error)
{
  EarSuggestionBox *box = data;
  g_autoptr (Answer) answer = result;

  g_clear_pointer (&box->suggester, ear_suggester_free);
  if (answer != NULL)
    {
      box->suggester = g_steal_pointer (&answer->suggester);
      box->n_tested = answer->n_tested;
      box->n_right = answer->n_right;
    }
  show (box);
}

/* What was learnt holds words: it is let go before it is learnt anew, also where that is because something was erased. */
static void
reload (gpointer data)
{
  EarSuggestionBox *box = data;

  g_clear_pointer (&box->suggester, ear_suggester_free);
  ear_page_feed_ask (box->feed, load, NULL, NULL, (GDestroyNotify) answer_free, arrived);
}

static void
ear_suggestion_box_dispose (GObject *object)
{
  EarSuggestionBox *box = EAR_SUGGESTION_BOX (object);

  g_clear_pointer (&box->feed, ear_page_feed_free);
  G_OBJECT_CLASS (ear_suggestion_box_parent_class)->dispose (object);
}

static void
ear_suggestion_box_finalize (GObject *object)
{
  EarSuggestionBox *box = EAR_SUGGESTION_BOX (object);

  g_clear_pointer (&box->suggester, ear_suggester_free);
  g_clear_pointer (&box->text, g_free);
  G_OBJECT_CLASS (ear_suggestion_box_parent_class)->finalize (object);
}

static void
ear_suggestion_box_class_init (EarSuggestionBoxClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ear_suggestion_box_dispose;
  G_OBJECT_CLASS (klass)->finalize = ear_suggestion_box_finalize;
  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", EAR_TYPE_SUGGESTION_BOX, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                         G_TYPE_POINTER, G_TYPE_STRING);
}

static void
ear_suggestion_box_init (EarSuggestionBox *box)
{
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);

  box->chips = ADW_WRAP_BOX (adw_wrap_box_new ());
  adw_wrap_box_set_child_spacing (box->chips, 6);
  adw_wrap_box_set_line_spacing (box->chips, 6);
  gtk_accessible_update_property (GTK_ACCESSIBLE (box->chips), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Suggested themes"), -1);
  box->note = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (box->note, 0);
  gtk_label_set_wrap (box->note, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (box->note), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (box->note), "dim-label");
  gtk_box_append (GTK_BOX (column), GTK_WIDGET (box->chips));
  gtk_box_append (GTK_BOX (column), GTK_WIDGET (box->note));
  adw_bin_set_child (ADW_BIN (box), column);
  box->feed = ear_page_feed_new (GTK_WIDGET (box), reload);
  gtk_widget_set_visible (GTK_WIDGET (box), FALSE);
}

void
ear_suggestion_box_set_workbook (EarSuggestionBox *box, EarWorkbook *workbook)
{
  if (ear_page_feed_set_workbook (box->feed, workbook))
    g_clear_pointer (&box->suggester, ear_suggester_free);
}

/**
 * ear_suggestion_box_set_text:
 * @text: (nullable): the words of a voice without a theme
 */
void
ear_suggestion_box_set_text (EarSuggestionBox *box, const char *text)
{
  g_set_str (&box->text, text);
  /* A box that is not seen learns nothing; what it needs it asks for once there is a voice. */
  if (text != NULL && box->suggester == NULL && ear_page_feed_get_workbook (box->feed) != NULL)
    reload (box);
  else
    show (box);
}
