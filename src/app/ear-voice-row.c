/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-voice-row.h"

#include <string.h>

#include <glib/gi18n.h>

#include "ear-feeling.h"
#include "ear-language.h"
#include "ear-search.h"
#include "ear-row-queue.h"
#include "ear-terms.h"
#include "ear-voice-words.h"

struct _EarVoiceRow
{
  GtkBox parent_instance;

  GtkLabel *mark;
  GtkBox *column;
  EarVoiceWords *words;
  GtkToggleButton *original; /* made for the first voice that has one: a long list has many rows */
  GtkImage *original_arrow;
  GtkLabel *original_title;
  GtkLabel *original_words;
  GtkLabel *translator;
  AdwWrapBox *meta;
  GtkLabel *origin;
  GtkImage *permission, *safeguarding;

  EarVoiceItem *item;
  gulong ready_handler;
  GtkListItem *list_item; /* (nullable) not owned: the place in a list that has this row as its child, while it shows something */
  EarRowQueue *queue; /* (nullable) of a long list: when it may be filled */
  gboolean waiting;   /* nothing of the voice is shown yet */
  const char *feeling_class;
  GPtrArray *chips; /* GtkWidget, children of meta */
};

G_DEFINE_FINAL_TYPE (EarVoiceRow, ear_voice_row, GTK_TYPE_BOX)

static void
show_feeling (EarVoiceRow *row, const char *feeling)
{
  const char *css_class = ear_feeling_class (feeling);

  if (row->feeling_class != NULL)
    gtk_widget_remove_css_class (GTK_WIDGET (row->mark), row->feeling_class);
  gtk_widget_add_css_class (GTK_WIDGET (row->mark), css_class);
  row->feeling_class = css_class;
  gtk_label_set_text (row->mark, ear_feeling_mark (feeling));
  gtk_widget_set_tooltip_text (GTK_WIDGET (row->mark), ear_feeling_label (feeling));
  gtk_accessible_update_property (GTK_ACCESSIBLE (row->mark), GTK_ACCESSIBLE_PROPERTY_LABEL, ear_feeling_label (feeling),
                                  -1);
}

/* What was searched for is bold on a tint: it is found at a glance, and without colours too. */
static void
mark_hits (GtkLabel *label, const char *search)
{
  g_autoptr (GArray) hits = search == NULL ? NULL : ear_search_hits (search, gtk_label_get_text (label));
  g_autoptr (PangoAttrList) attributes = NULL;

  if (hits == NULL || hits->len == 0)
    return;
  attributes = pango_attr_list_copy (gtk_label_get_attributes (label));
  for (guint i = 0; i < hits->len; i += 2)
    {
      PangoAttribute *marks[] = { pango_attr_weight_new (PANGO_WEIGHT_BOLD), pango_attr_background_new (0xf5f5, 0xc2c2, 0x1111),
                                  pango_attr_background_alpha_new (0x5000) };

      for (guint m = 0; m < G_N_ELEMENTS (marks); m++)
        {
          marks[m]->start_index = g_array_index (hits, guint, i);
          marks[m]->end_index = g_array_index (hits, guint, i + 1);
          pango_attr_list_insert (attributes, marks[m]);
        }
    }
  gtk_label_set_attributes (label, attributes);
}

/* Codings count from the beginning of the text, which may stand in quotation marks. */
static void
show_words (EarVoiceRow *row, const EarVoice *voice)
{
  g_autofree char *words = ear_voice_item_get_words (row->item);
  gboolean withheld = voice->text == NULL && voice->original == NULL;
  const char *text = voice->text == NULL ? NULL : strstr (words, voice->text);

  ear_voice_words_set (row->words, words, voice->text != NULL ? voice->language : voice->original_language,
                       ear_voice_item_get_search (row->item));
  ear_voice_words_set_codings (row->words, text == NULL ? NULL : ear_voice_item_get_codings (row->item),
                               text == NULL ? 0 : (guint) g_utf8_pointer_to_offset (words, text));
  if (withheld)
    gtk_widget_add_css_class (GTK_WIDGET (row->words), "dim-label");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (row->words), "dim-label");
}

static void
show_unfolded (EarVoiceRow *row)
{
  gboolean shown = gtk_toggle_button_get_active (row->original);

  gtk_image_set_from_icon_name (row->original_arrow, shown ? "pan-down-symbolic" : "pan-end-symbolic");
  gtk_widget_set_visible (GTK_WIDGET (row->original_words),
                          shown && gtk_widget_get_visible (GTK_WIDGET (row->original)));
  gtk_widget_set_visible (GTK_WIDGET (row->translator),
                          gtk_widget_get_visible (GTK_WIDGET (row->original_words)) && *gtk_label_get_text (row->translator) != '\0');
  gtk_accessible_update_state (GTK_ACCESSIBLE (row->original), GTK_ACCESSIBLE_STATE_EXPANDED, shown, -1);
}

static void
unfolded_cb (EarVoiceRow *row)
{
  if (row->item != NULL)
    ear_voice_item_set_original_shown (row->item, gtk_toggle_button_get_active (row->original));
  show_unfolded (row);
}

/* A button rather than a GtkExpander, whose click would open the conversation as well. */
static void
make_original (EarVoiceRow *row)
{
  GtkWidget *title = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);

  row->original = GTK_TOGGLE_BUTTON (gtk_toggle_button_new ());
  row->original_arrow = GTK_IMAGE (gtk_image_new ());
  row->original_title = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (row->original_title, TRUE);
  gtk_label_set_xalign (row->original_title, 0);
  row->original_words = GTK_LABEL (gtk_label_new (NULL));
  gtk_box_append (GTK_BOX (title), GTK_WIDGET (row->original_arrow));
  gtk_box_append (GTK_BOX (title), GTK_WIDGET (row->original_title));
  gtk_button_set_child (GTK_BUTTON (row->original), title);
  gtk_widget_set_halign (GTK_WIDGET (row->original), GTK_ALIGN_START);
  gtk_widget_add_css_class (GTK_WIDGET (row->original), "flat");
  gtk_widget_add_css_class (GTK_WIDGET (row->original), "voice-original");
  g_signal_connect_object (row->original, "toggled", G_CALLBACK (unfolded_cb), row, G_CONNECT_SWAPPED);
  gtk_label_set_wrap (row->original_words, TRUE);
  gtk_label_set_wrap_mode (row->original_words, PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (row->original_words, 0);
  gtk_widget_add_css_class (GTK_WIDGET (row->original_words), "voice-words");
  gtk_box_insert_child_after (row->column, GTK_WIDGET (row->original), GTK_WIDGET (row->words));
  gtk_box_insert_child_after (row->column, GTK_WIDGET (row->original_words), GTK_WIDGET (row->original));
  row->translator = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (row->translator, TRUE);
  gtk_label_set_xalign (row->translator, 0);
  gtk_widget_add_css_class (GTK_WIDGET (row->translator), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (row->translator), "dim-label");
  gtk_box_insert_child_after (row->column, GTK_WIDGET (row->translator), GTK_WIDGET (row->original_words));
}

/* The original stands beneath only where the large words are something else. */
static void
show_original (EarVoiceRow *row, const EarVoice *voice)
{
  gboolean there = voice->original != NULL && voice->text != NULL;
  g_autofree char *title = NULL, *translated = NULL;

  if (there && row->original == NULL)
    make_original (row);
  if (row->original == NULL)
    return;
  gtk_widget_set_visible (GTK_WIDGET (row->original), there);
  if (there)
    {
      if (voice->original_language == NULL)
        title = g_strdup (_ ("Original"));
      else
        title = g_strdup_printf (_ ("Original (%s)"), ear_language_name (voice->original_language));
      translated = voice->translator == NULL ? NULL : g_strdup_printf (_ ("Translated by: %s"), voice->translator);
      gtk_label_set_text (row->translator, translated == NULL ? "" : translated);
      gtk_label_set_text (row->original_title, title);
      gtk_accessible_update_property (GTK_ACCESSIBLE (row->original), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
      gtk_label_set_text (row->original_words, voice->original);
      ear_language_apply (row->original_words, voice->original_language);
      mark_hits (row->original_words, ear_voice_item_get_search (row->item));
      gtk_toggle_button_set_active (row->original, ear_voice_item_get_original_shown (row->item));
    }
  show_unfolded (row);
}

/* A lock beside what may not be quoted. The word for it stands in the line before, but for what holds for most. */
static void
show_permission (EarVoiceRow *row, const EarVoice *voice)
{
  const char *permission = voice->permission;
  g_autofree char *label = ear_voice_permission_words (voice);

  gtk_widget_set_visible (GTK_WIDGET (row->permission),
                          permission != NULL && !g_str_equal (permission, EAR_PERMISSION_QUOTE));
  gtk_widget_set_tooltip_text (GTK_WIDGET (row->permission), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row->permission), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
show_safeguarding (EarVoiceRow *row, const EarVoice *voice)
{
  gtk_widget_set_visible (GTK_WIDGET (row->safeguarding), voice->safeguarding);
}

static GtkWidget *
new_chip (EarVoiceRow *row)
{
  GtkWidget *chip = gtk_label_new (NULL);

  gtk_widget_add_css_class (chip, "theme-chip");
  gtk_label_set_ellipsize (GTK_LABEL (chip), PANGO_ELLIPSIZE_END);
  adw_wrap_box_append (row->meta, chip);
  g_ptr_array_add (row->chips, chip);
  return chip;
}

/* The chips stay with the row, which shows one voice after another while the list scrolls: making them takes longer than all
 * else about a row. */
static void
show_themes (EarVoiceRow *row, const char *themes)
{
  g_auto (GStrv) each = themes == NULL ? NULL : g_strsplit (themes, "; ", -1);
  guint n = each == NULL ? 0 : g_strv_length (each);

  for (guint i = 0; i < n; i++)
    {
      GtkWidget *chip = i < row->chips->len ? row->chips->pdata[i] : new_chip (row);

      gtk_label_set_text (GTK_LABEL (chip), each[i]);
      gtk_widget_set_tooltip_text (chip, each[i]);
      gtk_widget_set_visible (chip, TRUE);
    }
  for (guint i = n; i < row->chips->len; i++)
    gtk_widget_set_visible (row->chips->pdata[i], FALSE);
}

static void
show_parts (EarVoiceRow *row, gboolean shown)
{
  gtk_widget_set_visible (GTK_WIDGET (row->mark), shown);
  gtk_widget_set_visible (GTK_WIDGET (row->column), shown);
}

/* Holds nothing of the voice that it showed, and is as high as most. */
static void
wait_empty (EarVoiceRow *row)
{
  gtk_widget_set_size_request (GTK_WIDGET (row), -1, row->queue == NULL ? -1 : ear_row_queue_get_height (row->queue));
  if (row->waiting)
    return;
  row->waiting = TRUE;
  ear_voice_words_set (row->words, "", NULL, NULL);
  ear_voice_words_set_codings (row->words, NULL, 0);
  if (row->original != NULL)
    gtk_label_set_text (row->original_words, "");
  gtk_label_set_text (row->origin, "");
  gtk_accessible_reset_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL);
  show_parts (row, FALSE);
}

static void
show (EarVoiceRow *row)
{
  const EarVoice *voice = ear_voice_item_get_voice (row->item);
  g_autofree char *origin = ear_voice_item_get_origin (row->item);
  g_autofree char *description = ear_voice_item_describe (row->item);

  show_feeling (row, voice->feeling);
  show_words (row, voice);
  show_original (row, voice);
  show_permission (row, voice);
  show_safeguarding (row, voice);
  show_themes (row, voice->themes);
  gtk_label_set_text (row->origin, origin);
  gtk_widget_set_visible (GTK_WIDGET (row->origin), origin[0] != '\0');
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, description, -1);
  if (!row->waiting)
    return;
  row->waiting = FALSE;
  gtk_widget_set_size_request (GTK_WIDGET (row), -1, -1);
  show_parts (row, TRUE);
}

/* As soon as the voice is there, since whoever hears the screen may ask for a row that is not on it. Not by an expression, whose
 * watches two hundred rows would make anew for each voice: while the list scrolls that took longer than all else. */
static void
name_place (EarVoiceRow *row)
{
  g_autofree char *description = row->list_item == NULL ? NULL : ear_voice_item_describe (row->item);

  if (description != NULL)
    gtk_list_item_set_accessible_label (row->list_item, description);
}

static void
fill_cb (GtkWidget *row)
{
  show (EAR_VOICE_ROW (row));
}

/* What is on the screen goes on showing what it did until it is filled anew; what is not lets go of it. */
static void
ready_cb (EarVoiceRow *row)
{
  name_place (row);
  if (ear_voice_item_get_voice (row->item) == NULL)
    wait_empty (row);
  else if (row->queue == NULL)
    show (row);
  else
    {
      if (!ear_row_queue_is_seen (row->queue, GTK_WIDGET (row)))
        wait_empty (row);
      ear_row_queue_add (row->queue, GTK_WIDGET (row));
    }
}

/* A bar where words will be. */
static void
ear_voice_row_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  float width = (float) gtk_widget_get_width (widget);
  GdkRGBA colour;

  GTK_WIDGET_CLASS (ear_voice_row_parent_class)->snapshot (widget, snapshot);
  if (!EAR_VOICE_ROW (widget)->waiting)
    return;
  gtk_widget_get_color (widget, &colour);
  colour.alpha *= 0.08f;
  gtk_snapshot_append_color (snapshot, &colour, &GRAPHENE_RECT_INIT (width * 0.06f, 8, width * 0.6f, 12));
}

static void
setup_cb (GtkListItemFactory *factory G_GNUC_UNUSED, GtkListItem *list_item, gpointer queue)
{
  gtk_list_item_set_child (list_item, ear_voice_row_new ());
  EAR_VOICE_ROW (gtk_list_item_get_child (list_item))->queue = ear_row_queue_ref (queue);
}

static void
bind_cb (GtkListItemFactory *factory G_GNUC_UNUSED, GtkListItem *list_item)
{
  EarVoiceRow *row = EAR_VOICE_ROW (gtk_list_item_get_child (list_item));

  row->list_item = list_item;
  ear_voice_row_set_item (row, gtk_list_item_get_item (list_item));
  name_place (row);
}

static void
unbind_cb (GtkListItemFactory *factory G_GNUC_UNUSED, GtkListItem *list_item)
{
  EarVoiceRow *row = EAR_VOICE_ROW (gtk_list_item_get_child (list_item));

  ear_voice_row_set_item (row, NULL);
  row->list_item = NULL;
}

static void
ear_voice_row_dispose (GObject *object)
{
  EarVoiceRow *row = EAR_VOICE_ROW (object);

  if (row->item != NULL)
    g_clear_signal_handler (&row->ready_handler, row->item);
  g_clear_object (&row->item);
  if (row->queue != NULL)
    ear_row_queue_remove (row->queue, GTK_WIDGET (row));
  g_clear_pointer (&row->queue, ear_row_queue_unref);
  gtk_widget_dispose_template (GTK_WIDGET (object), EAR_TYPE_VOICE_ROW);
  g_clear_pointer (&row->chips, g_ptr_array_unref);
  G_OBJECT_CLASS (ear_voice_row_parent_class)->dispose (object);
}

static void
ear_voice_row_class_init (EarVoiceRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ear_voice_row_dispose;
  widget_class->snapshot = ear_voice_row_snapshot;
  g_type_ensure (EAR_TYPE_VOICE_WORDS);
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/earshot/app/ear-voice-row.ui");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_bind_template_child (widget_class, EarVoiceRow, mark);
  gtk_widget_class_bind_template_child (widget_class, EarVoiceRow, column);
  gtk_widget_class_bind_template_child (widget_class, EarVoiceRow, words);
  gtk_widget_class_bind_template_child (widget_class, EarVoiceRow, meta);
  gtk_widget_class_bind_template_child (widget_class, EarVoiceRow, origin);
  gtk_widget_class_bind_template_child (widget_class, EarVoiceRow, permission);
  gtk_widget_class_bind_template_child (widget_class, EarVoiceRow, safeguarding);
}

static void
ear_voice_row_init (EarVoiceRow *row)
{
  row->chips = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (row));
}

/**
 * ear_voice_row_new:
 *
 * Returns: (transfer floating): a row that shows nothing yet.
 */
GtkWidget *
ear_voice_row_new (void)
{
  return g_object_new (EAR_TYPE_VOICE_ROW, NULL);
}

/**
 * ear_voice_row_set_item:
 * @item: (nullable): the voice to show; %NULL when the row is given back to its list
 *
 * Follows @item: what is still being read appears when it is there. In a long list it appears when it is near the screen.
 */
void
ear_voice_row_set_item (EarVoiceRow *row, EarVoiceItem *item)
{
  g_return_if_fail (EAR_IS_VOICE_ROW (row));
  if (row->item != NULL)
    g_clear_signal_handler (&row->ready_handler, row->item);
  if (row->queue != NULL)
    ear_row_queue_remove (row->queue, GTK_WIDGET (row));
  g_set_object (&row->item, item);
  if (item == NULL)
    return;
  row->ready_handler = g_signal_connect_swapped (item, "notify::ready", G_CALLBACK (ready_cb), row);
  if (ear_voice_item_get_voice (item) != NULL && row->queue == NULL)
    {
      show (row);
      return;
    }
  wait_empty (row);
  if (ear_voice_item_get_voice (item) != NULL)
    ear_row_queue_add (row->queue, GTK_WIDGET (row));
}

/**
 * ear_voice_row_get_item:
 *
 * Returns: (transfer none) (nullable): the voice it shows.
 */
EarVoiceItem *
ear_voice_row_get_item (EarVoiceRow *row)
{
  g_return_val_if_fail (EAR_IS_VOICE_ROW (row), NULL);
  return row->item;
}

/**
 * ear_voice_row_factory_new:
 * @list: of any length
 *
 * Returns: (transfer full): makes a row for each EarVoiceItem of @list.
 */
GtkListItemFactory *
ear_voice_row_factory_new (GtkListView *list)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect_data (factory, "setup", G_CALLBACK (setup_cb), ear_row_queue_new (GTK_WIDGET (list), fill_cb),
                         (GClosureNotify) ear_row_queue_unref, 0);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), NULL);
  return factory;
}
